package pipeline.lake.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static pipeline.lake.store.ObjectStoreContract.assertMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.S3RequestConfig;

/**
 * Checks the sources of credentials, and the messages if a source refuses the request or has no
 * credentials.
 */
class S3CredentialsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/r";

  @TempDir static Path home;
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Optional<RefusingProxy> proxy = Optional.empty();

  @BeforeEach
  void nothingOfTheMachine() {
    environment.put("HOME", folder.toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_ENDPOINT_URL_S3", "http://localhost:9");
    // Shells pass on an unset variable with an empty value, which the SDK's own clients must
    // ignore.
    environment.put("AWS_ENDPOINT_URL", "");
    environment.put("AWS_USE_FIPS_ENDPOINT", "");
    environment.put("AWS_RETRY_MODE", "");
    environment.put("AWS_CONFIG_FILE", "");
  }

  private LakeException refused() {
    LakeSettings settings =
        new LakeSettings(
            folder,
            folder,
            environment,
            proxy.map(RefusingProxy::address),
            List.of(),
            Optional.empty(),
            S3RequestConfig.DEFAULT);
    try (ObjectStore store = ObjectStoreFactory.open("s3://bucket/lake", settings)) {
      return assertThrows(LakeException.class, () -> store.list("raw/"));
    }
  }

  private void assertRefused(LakeErrorKind kind, String... parts) {
    LakeException failure = refused();
    assertEquals(kind, failure.kind(), failure::getMessage);
    assertMessage(failure, parts);
  }

  private void webIdentity() throws IOException {
    environment.put("AWS_ROLE_ARN", ROLE);
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", "token");
    Files.writeString(folder.resolve("token"), "s3cret-token");
  }

  private void config(String text) throws IOException {
    Files.createDirectories(folder.resolve(".aws"));
    Files.writeString(folder.resolve(".aws/config"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidIdentityToken, DENIED, check AWS_ROLE_ARN",
    "403, AccessDenied, DENIED, the role trusts the issuer of the token",
    "503, ServiceUnavailable, UNREACHABLE, rerun later"
  })
  void stsUsesTheConfiguredEndpoint(int status, String code, LakeErrorKind kind, String remedy)
      throws IOException {
    String answer =
        "<ErrorResponse><Error><Code>%s</Code><Message>of STS</Message></Error></ErrorResponse>";
    try (FakeS3 sts = FakeS3.answering(status, answer.formatted(code))) {
      webIdentity();
      environment.put("AWS_ENDPOINT_URL_STS", sts.endpoint().toString());

      assertRefused(kind, "the role " + ROLE + " (AWS_ROLE_ARN)", "of STS", remedy);

      assertFalse(sts.requests().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({"AWS_REGION", "AWS_DEFAULT_REGION"})
  void stsUsesTheConfiguredRegionAndProxy(String variable) throws IOException {
    try (RefusingProxy refusing = new RefusingProxy("403 Forbidden")) {
      webIdentity();
      environment.put(variable, "eu-central-1");
      proxy = Optional.of(refusing);

      assertRefused(LakeErrorKind.DENIED, ROLE);

      assertEquals("CONNECT sts.eu-central-1.amazonaws.com:443 HTTP/1.1", refusing.lines().get(0));
    }
  }

  @Test
  void roleOfAProfileUsesTheConfiguredEndpoint() throws IOException {
    try (FakeS3 sts = FakeS3.answering(403, "<ErrorResponse/>")) {
      config(
          "[default]\nrole_arn = %s\nsource_profile = keys\n".formatted(ROLE)
              + "[profile keys]\naws_access_key_id = a\naws_secret_access_key = b\n");
      environment.put("AWS_ENDPOINT_URL_STS", sts.endpoint().toString());

      assertRefused(LakeErrorKind.DENIED, "the profile \"default\"", folder + "/.aws/config");

      assertEquals(1, sts.requests().size());
    }
  }

  /**
   * Configures a profile with single sign-on. The SDK looks up the home folder, which contains the
   * tokens, only once per JVM.
   */
  private void profileOfSso() throws IOException {
    config(
        """
        [profile music]
        sso_start_url = https://x.awsapps.com/start
        sso_region = eu-central-1
        sso_account_id = 123456789012
        sso_role_name = r
        """);
    environment.put("AWS_CONFIG_FILE", folder + "/.aws/config");
    environment.put("AWS_PROFILE", "music");
    environment.put("HOME", home.toString());
  }

  @Test
  void ssoUsesTheConfiguredEndpoint() throws IOException {
    try (FakeS3 sso = FakeS3.answering(401, "{\"message\":\"Session token not found\"}")) {
      profileOfSso();
      Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
      // The file name is the SHA-1 of the start URL.
      Path token = cache.resolve("3947de8b16688092197fa616c34e01335f21d256.json");
      Files.writeString(
          token, "{\"accessToken\":\"s3cret\",\"expiresAt\":\"2999-01-01T00:00:00Z\"}");
      environment.put("AWS_ENDPOINT_URL_SSO", sso.endpoint().toString());

      assertRefused(
          LakeErrorKind.DENIED, "Session token not found", "run `aws sso login --profile music`");
      Files.delete(token);
    }
  }

  @Test
  void expiredSsoSessionNamesTheLoginCommand() throws IOException {
    profileOfSso();
    assertRefused(
        LakeErrorKind.DENIED,
        "the profile \"music\" (AWS_PROFILE)",
        "has expired",
        "run `aws sso login --profile music`");
  }

  @ParameterizedTest
  @CsvSource({"403, DENIED, Pod Identity association", "400, DENIED, Pod Identity association"})
  void refusedPodIdentityIsReportedWithItsReason(int status, LakeErrorKind kind, String remedy)
      throws IOException {
    String answer = "{\"code\":\"AccessDeniedException\",\"message\":\"no association found\"}";
    try (FakeS3 agent = FakeS3.answering(status, answer)) {
      environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.endpoint() + "/v1/credentials");
      environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "token");
      Files.writeString(folder.resolve("token"), "token");

      assertRefused(
          kind,
          "this container (AWS_CONTAINER_CREDENTIALS_FULL_URI)",
          "no association found",
          remedy);
    }
  }

  @Test
  void invalidTokenIsNotPrinted() throws IOException {
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost:9/v1/credentials");
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "token");
    Files.writeString(folder.resolve("token"), "s3cret\n\n");
    assertFalse(refused().getMessage().contains("s3cret"));
  }

  @ParameterizedTest
  @CsvSource({"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"})
  void unusableTokenFileIsNamed(String variable) throws IOException {
    environment.put("AWS_ROLE_ARN", ROLE);
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost:9/v1/credentials");
    Path token = folder.resolve("token");
    environment.put(variable, "token");
    assertRefused(LakeErrorKind.CONFIGURATION, "missing file: " + token + " (" + variable + ")");

    Files.createDirectory(token);
    assertRefused(
        LakeErrorKind.CONFIGURATION, "folder instead of a file: " + token + " (" + variable + ")");

    Files.delete(token);
    Files.writeString(token, "token");
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read every file");
    assertTrue(token.toFile().setReadable(false));
    assertRefused(LakeErrorKind.DENIED, "no permission to read: " + token + " (" + variable + ")");
  }

  @Test
  void unknownProfileIsNamed() throws IOException {
    config("[profile other]\nregion = eu-central-1\n");
    environment.put("AWS_PROFILE", "music");
    assertRefused(
        LakeErrorKind.CONFIGURATION,
        "AWS_PROFILE is \"music\"",
        folder + "/.aws/config (AWS_CONFIG_FILE)",
        "[profile music] in config");
  }

  @Test
  void failingProfileIsNotReplacedByTheMachineRole() throws IOException {
    config("[profile music]\ncredential_process = sh -c \"exit 3\"\n");
    environment.put("AWS_PROFILE", "music");
    try (FakeS3 container = FakeS3.answering(500, "")) {
      environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.endpoint() + "/role");

      assertRefused(LakeErrorKind.DENIED, "the profile \"music\"");

      assertEquals(0, container.requests().size());
    }
  }

  @Test
  void failureOfACredentialProcessIsReported() throws IOException {
    config("[default]\ncredential_process = sh -c \"echo out of order >&2; exit 3\"\n");
    assertRefused(LakeErrorKind.DENIED, "the profile \"default\"", "out of order", ".aws/config");
  }

  @ParameterizedTest
  @CsvSource({
    "a folder, folder instead of an AWS profile file",
    "\uFEFF[default], AWS profile file begins with a byte order mark",
    "[default, invalid AWS profile file",
    "region = x, invalid AWS profile file"
  })
  void unusableFileIsNamed(String content, String why) throws IOException {
    Path config = folder.resolve(".aws/config");
    if (content.equals("a folder")) {
      Files.createDirectories(config);
    } else {
      config(content);
    }
    assertRefused(LakeErrorKind.CONFIGURATION, why + ": " + config + " (AWS_CONFIG_FILE)");
  }

  @Test
  void binaryCredentialsFileIsNamed() throws IOException {
    Files.createDirectories(folder.resolve(".aws"));
    Files.write(folder.resolve(".aws/config"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0});
    assertRefused(
        LakeErrorKind.CONFIGURATION,
        "AWS profile file is not UTF-8 text: "
            + folder.resolve(".aws/config")
            + " (AWS_CONFIG_FILE)");
  }

  @Test
  void tildeMeansTheHomeFolder() throws IOException {
    Files.writeString(folder.resolve("own"), "[default]\nregion = no region\n");
    environment.put("AWS_CONFIG_FILE", "~/own");
    assertRefused(LakeErrorKind.CONFIGURATION, "region of [default] in " + folder.resolve("own"));
  }
}
