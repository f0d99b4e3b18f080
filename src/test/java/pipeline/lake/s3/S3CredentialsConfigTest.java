package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.store.TestLakeSettings;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

/** Checks that the SDK's environment variables also work in .env. */
class S3CredentialsConfigTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void noFilesOfTheMachine() {
    environment.put("AWS_CONFIG_FILE", "config");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "credentials");
  }

  @Test
  void keysComeFromTheSettings() {
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    assertEquals("id", credentials().accessKeyId());
    assertEquals("secret", credentials().secretAccessKey());

    environment.put("AWS_SESSION_TOKEN", "token");
    assertEquals("token", ((AwsSessionCredentials) credentials()).sessionToken());
  }

  @Test
  void keysRegionAndEndpointComeFromTheProfile() throws IOException {
    Files.writeString(
        folder.resolve("credentials"),
        """
        [work]
        aws_access_key_id = from-profile
        aws_secret_access_key = secret
        """);
    Files.writeString(
        folder.resolve("config"),
        """
        [default]
        region = us-west-2
        [profile work]
        region = eu-north-1
        services = own
        endpoint_url = https://general.test
        [services own]
        s3 =
          endpoint_url = https://s3.test
        """);

    assertEquals(Optional.of(Region.US_WEST_2), account().findRegion());
    assertEquals(Optional.empty(), account().findEndpoint());

    environment.put("AWS_PROFILE", "work");
    assertEquals("from-profile", credentials().accessKeyId());
    assertEquals(Optional.of(Region.EU_NORTH_1), account().findRegion());
    assertEquals(Optional.of(URI.create("https://s3.test")), account().findEndpoint());

    environment.put("AWS_REGION", "ap-south-1");
    environment.put("AWS_ENDPOINT_URL", "https://environment.test");
    assertEquals(Optional.of(Region.AP_SOUTH_1), account().findRegion());
    assertEquals(Optional.of(URI.create("https://environment.test")), account().findEndpoint());
  }

  @Test
  void serverOfAnotherVendorNeedsNoRegion() {
    assertEquals(Optional.empty(), account().findRegion(), "left to the machine on AWS");

    environment.put("AWS_ENDPOINT_URL_S3", "http://localhost:9000");
    assertEquals(Optional.of(Region.US_EAST_1), account().findRegion());
  }

  private AwsCredentials credentials() {
    return account().credentials().resolveCredentials();
  }

  private S3CredentialsConfig account() {
    return new S3CredentialsConfig(TestLakeSettings.environment(folder, environment));
  }
}
