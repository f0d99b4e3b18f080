package pipeline.it.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.ProcessResult;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * Checks the variables that the SDK reads from the environment of a real process, in addition to
 * .env.
 */
class SdkSettingsIT {
  private static final String KEYS =
      """
      <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
      <AccessKeyId>FROMSTS</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
      <SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
      </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
      """;

  private static final String EMPTY_BUCKET =
      "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

  @TempDir Path folder;
  private final Set<String> requests = Collections.synchronizedSet(new TreeSet<>());
  private HttpServer server;
  private String address;

  /** Serves credentials as STS does, and an empty bucket for all other requests. */
  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean sts = request.contains("AssumeRoleWithWebIdentity");
          requests.add(sts ? "STS" : exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = (sts ? KEYS : EMPTY_BUCKET).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private JarRunner withEmptyVariables() {
    Map<String, String> empty = new HashMap<>();
    Stream.of(SdkSystemSetting.values())
        .forEach(setting -> empty.put(setting.environmentVariable(), ""));
    for (String name : List.of("PROFILE", "CONFIG_FILE", "ENDPOINT_URL", "ENDPOINT_URL_STS")) {
      empty.put("AWS_" + name, "");
    }
    return JarRunner.in(folder)
        .with(empty)
        .with(Map.of("HOME", folder.toString(), "LAKE", "s3://bucket/lake", "SIMULATE", "true"));
  }

  @Test
  void roleOfDotEnvUsesTheEndpointOfDotEnv() throws IOException {
    Files.writeString(folder.resolve("token"), "token");
    Files.writeString(
        folder.resolve(".env"),
        """
        AWS_ROLE_ARN=arn:aws:iam::123456789012:role/r
        AWS_WEB_IDENTITY_TOKEN_FILE=token
        AWS_REGION=eu-central-1
        AWS_ENDPOINT_URL=%s
        """
            .formatted(address));

    withEmptyVariables().run("status --from 2024-01-01 --to 2024-01-01").requireSuccess();

    assertTrue(requests.contains("STS"), requests::toString);
    String signed =
        requests.stream().filter(one -> one.startsWith("AWS4")).findFirst().orElseThrow();
    assertTrue(signed.contains("Credential=FROMSTS/"), signed);
    assertTrue(signed.contains("/eu-central-1/s3/"), signed);
  }

  @Test
  void wrongEndpointIsAConfigurationError() {
    ProcessResult result =
        withEmptyVariables()
            .with("AWS_ENDPOINT_URL_S3", "s3.example.com")
            .run("status --from 2024-01-01 --to 2024-01-01");
    assertEquals(78, result.exitCode());
  }
}
