package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.services.s3.S3SystemSetting;
import software.amazon.awssdk.utils.SystemSetting;

/** Checks that wrong settings of the AWS SDK are named, and that empty ones count as unset. */
class AwsSettingsCheckTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void noFilesOfTheMachine() {
    environment.put("AWS_CONFIG_FILE", "config");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "credentials");
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
  }

  private LakeException refused() {
    try (ObjectStore store =
        ObjectStoreFactory.open(
            "s3://bucket/lake", TestLakeSettings.environment(folder, environment))) {
      return assertThrows(LakeException.class, () -> store.list("raw/"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ENDPOINT_URL_S3, s3.example.com, does not begin with https://",
    "AWS_ENDPOINT_URL_S3, localhost:9000, does not begin with https://",
    "AWS_ENDPOINT_URL_S3, s3://x, does not begin with https://",
    "AWS_ENDPOINT_URL_S3, http://my_minio:9000, has an underscore",
    "AWS_ENDPOINT_URL_S3, https://, has no host",
    "AWS_ENDPOINT_URL_S3, https://a b, has no host",
    "AWS_ENDPOINT_URL, s3.example.com, does not begin with https://",
    "AWS_ENDPOINT_URL_STS, sts.example.com, does not begin with https://",
    "AWS_ENDPOINT_URL_SSO, sso.example.com, does not begin with https://",
    "AWS_REGION, EU (Frankfurt), code of a region",
    "AWS_DEFAULT_REGION, eu central 1, code of a region",
    "AWS_USE_FIPS_ENDPOINT, yes, true or false",
    "AWS_USE_DUALSTACK_ENDPOINT, 1, true or false",
    "AWS_EC2_METADATA_DISABLED, on, true or false",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, yes, true or false",
    "AWS_S3_USE_ARN_REGION, yes, true or false",
    "AWS_REQUEST_CHECKSUM_CALCULATION, when required, WHEN_REQUIRED",
    "AWS_RESPONSE_CHECKSUM_VALIDATION, never, WHEN_REQUIRED",
    "AWS_RETRY_MODE, often, standard",
    "AWS_MAX_ATTEMPTS, 0, a number from 1 to 999999",
    "AWS_DEFAULTS_MODE, fast, in-region",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT, 169.254.169.254, does not begin with",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE, 6, IPv4 or IPv6",
    "AWS_METADATA_SERVICE_TIMEOUT, long, a number of seconds",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI, 169.254.170.23, does not begin with",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, v1/x, begins with /",
    "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES, 10485761, up to 10485760",
    "AWS_ROLE_ARN, my-role, the ARN of a role"
  })
  void invalidVariableIsNamed(String name, String value, String why) {
    environment.put(name, value);
    LakeException failure = refused();
    assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
    assertTrue(failure.getMessage().startsWith(name + " is \"" + value + "\""));
    assertMessage(failure, why);
  }

  @Test
  void passwordInAWrongAddressIsHidden() {
    environment.put("AWS_ENDPOINT_URL_S3", "http://user:s3cret@my_minio:9000");
    assertTrue(!refused().getMessage().contains("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
  void missingHalfOfAKeyPairIsNamed(String missing) {
    environment.put(missing, "");
    LakeException failure = refused();
    assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
    assertMessage(failure, missing + " is not; set both or none");
  }

  @Test
  void unusablePartitionsFileIsNamed() throws IOException {
    environment.put("AWS_PARTITIONS_FILE", "partitions");
    Path file = folder.resolve("partitions");
    assertMessage(refused(), "missing file: " + file + " (AWS_PARTITIONS_FILE)");
    Files.writeString(file, "not JSON");
    assertMessage(refused(), "file is not JSON: " + file + " (AWS_PARTITIONS_FILE)");
    assertEquals(LakeErrorKind.CONFIGURATION, refused().kind());
  }

  static List<String> variables() {
    return Stream.<SystemSetting[]>of(
            SdkSystemSetting.values(), ProfileFileSystemSetting.values(), S3SystemSetting.values())
        .flatMap(Stream::of)
        .map(SystemSetting::environmentVariable)
        .toList();
  }

  /** Compose and shells pass on an unset variable with an empty value. */
  @Test
  void emptyVariableCountsAsUnset() {
    try (FakeS3 s3 =
        FakeS3.answering(
            200, "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>")) {
      variables().forEach(name -> environment.put(name, ""));
      environment.put("AWS_DEFAULT_REGION", " ");
      environment.put("AWS_ENDPOINT_URL", "");
      environment.put("AWS_ENDPOINT_URL_STS", "");
      environment.putAll(s3.environment());
      try (ObjectStore store =
          ObjectStoreFactory.open(
              "s3://bucket/lake", TestLakeSettings.environment(folder, environment))) {
        assertEquals(List.of(), store.list("raw/"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("properties")
  void systemPropertyIsCheckedLikeItsVariable(String property, String variable) {
    System.setProperty(property, "wrong value");
    try {
      assertMessage(refused(), variable + " is \"wrong value\"");
    } finally {
      System.clearProperty(property);
    }
  }

  static Stream<String[]> properties() {
    return Stream.of(
        new String[] {"aws.region", "AWS_REGION"},
        new String[] {"aws.endpointUrlS3", "AWS_ENDPOINT_URL_S3"},
        new String[] {"aws.useFipsEndpoint", "AWS_USE_FIPS_ENDPOINT"});
  }

  @Test
  void emptySystemPropertyCountsAsUnset() {
    System.setProperty("aws.useFipsEndpoint", "");
    environment.put("AWS_REGION", "wrong value");
    assertMessage(refused(), "AWS_REGION");
    assertEquals(null, System.getProperty("aws.useFipsEndpoint"));
  }

  @Test
  void contradictorySettingsAreNotRetried() {
    environment.put("AWS_ENDPOINT_URL_S3", "http://localhost:9");
    environment.put("AWS_USE_FIPS_ENDPOINT", "true");
    LakeException failure = refused();
    assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
    assertMessage(failure, "FIPS");
  }

  @ParameterizedTest
  @CsvSource({
    "region = EU (Frankfurt), region",
    "region =, region",
    "endpoint_url = s3.example.com, endpoint_url",
    "use_fips_endpoint = yes, use_fips_endpoint",
    "max_attempts = many, max_attempts",
    "sso_region = Frankfurt am Main, sso_region",
    "role_arn = my-role, role_arn"
  })
  void invalidPropertyIsNamedWithItsFile(String line, String property) throws IOException {
    Path config = Files.writeString(folder.resolve("config"), "[default]\n" + line + "\n");
    LakeException failure = refused();
    assertEquals(LakeErrorKind.CONFIGURATION, failure.kind());
    assertMessage(
        failure, property + " of [default] in " + config + " (AWS_CONFIG_FILE)", "set it to");
  }

  @Test
  void wrongServiceAddressIsNamed() throws IOException {
    Files.writeString(
        folder.resolve("config"),
        "[default]\nservices = own\n[services own]\ns3 =\n  endpoint_url = s3.example.com\n");
    assertMessage(refused(), "s3.endpoint_url of [own] in ", "does not begin with https://");
  }
}
