package pipeline.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.store.S3RequestConfig;

class SettingsTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void settingsHaveADocumentedPrecedence() throws IOException {
    assertEquals("file:" + folder.resolve("lake"), settings(null).lake().toString());
    dotEnv("LAKE=s3://from-dotenv/a\n");
    assertEquals("s3://from-dotenv/a", settings(null).lake().toString());
    environment.put("LAKE", "s3://from-env");
    assertEquals("s3://from-env", settings(null).lake().toString());
    assertEquals("s3://from-flag", settings("s3://from-flag/").lake().toString());
  }

  @Test
  void bucketNameIsALake() throws IOException {
    dotEnv("LAKE=file:elsewhere\n");
    environment.put("AWS_BUCKET_NAME", "my-bucket");
    assertEquals("s3://my-bucket", settings(null).lake().toString());
    environment.put("LAKE", "");
    assertEquals("s3://my-bucket", settings(null).lake().toString(), "an empty LAKE counts as set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lake", "gs://bucket", "s3://", "s3://UPPER/x", "s3:/b", "file:", "s3://a//b"})
  void invalidLakeIsRefused(String lake) {
    environment.put("LAKE", lake);
    ConfigurationException failure =
        assertThrows(ConfigurationException.class, () -> settings(null).lake());
    assertTrue(
        failure.getMessage().startsWith("invalid lake: LAKE (from the environment) is " + lake));
    assertTrue(
        failure.getMessage().contains("s3://bucket/prefix or file:folder"), failure.getMessage());
  }

  @Test
  void credentialsHaveTwoNames() {
    environment.put("CLIENT_ID", "short");
    environment.put("CLIENT_SECRET", "s3cret");
    assertEquals("short", settings(null).spotifyClientId());
    assertEquals("s3cret", settings(null).requireSpotifyClientSecret().reveal());
    environment.put("SPOTIFY_CLIENT_ID", "long");
    assertEquals("long", settings(null).spotifyClientId());
  }

  @Test
  void secretFilesAreRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
    environment.put("SPOTIFY_CLIENT_ID", "id");
    environment.put("SPOTIFY_CLIENT_SECRET_FILE", secret.toString());
    assertEquals("s3cret", settings(null).requireSpotifyClientSecret().reveal());
    Files.writeString(secret, "\uFEFFs3cret\r\n");
    assertEquals("s3cret", settings(null).requireSpotifyClientSecret().reveal());
    Files.delete(secret);
    ConfigurationException failure =
        assertThrows(
            ConfigurationException.class, () -> settings(null).requireSpotifyClientSecret());
    assertTrue(failure.getMessage().startsWith("missing or unreadable file: " + secret + "; "));
    assertTrue(
        failure
            .getMessage()
            .endsWith(" correct SPOTIFY_CLIENT_SECRET_FILE (from the environment)"));
  }

  @Test
  void missingSettingNamesPlacesAndRemedy() {
    environment.put("SPOTIFY_CLIENT_ID", "id");
    ConfigurationException missing =
        assertThrows(
            ConfigurationException.class, () -> settings(null).requireSpotifyClientSecret());
    assertTrue(missing.getMessage().startsWith("missing setting: SPOTIFY_CLIENT_SECRET;"));
    assertTrue(missing.getMessage().contains(folder.resolve(".env").toString()));
    assertTrue(missing.getMessage().contains("https://developer.spotify.com/dashboard"));
    assertTrue(missing.getMessage().contains("--simulate"));
  }

  @Test
  void printedSettingsHideSecrets() {
    environment.put("SPOTIFY_CLIENT_ID", "id");
    environment.put("SPOTIFY_CLIENT_SECRET", "s3cret");
    environment.put("SPOTIFY_REFRESH_TOKEN", "s3cret");
    Settings settings = settings(null);
    String printed =
        settings
            + " "
            + settings.requireSpotifyClientSecret()
            + " "
            + settings.spotifyRefreshToken();
    assertFalse(printed.contains("s3cret"), printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "LAKE=s3://abc | s3://abc",
        " export LAKE = s3://abc  | s3://abc",
        "LAKE='s3://abc' # mine | s3://abc",
        "LAKE=\"s3://abc\" | s3://abc",
        "LAKE=s3://abc # mine | s3://abc",
        "LAKE=s3://abc/a#b | s3://abc/a#b",
        "LAKE='s3://abc/a #b' | s3://abc/a #b",
        "LAKE=\"s3://abc/a\\\"b\" | s3://abc/a\"b",
      })
  void commonFormsOfDotEnvAreRead(String line, String lake) throws IOException {
    dotEnv("# mine\n\n" + line + "\nOTHER=1\n");
    assertEquals(lake, settings(null).lake().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "A=1\\nthe s3cret\\n, 2",
    "s3cret, 1",
    "# x\\n\\n=s3cret, 3",
    "A=1\\nB=\"s3cret\\nC=2, 2"
  })
  void invalidLineOfDotEnvIsNamedButNotQuoted(String text, int line) throws IOException {
    dotEnv(text.replace("\\n", "\n"));
    String message = assertThrows(ConfigurationException.class, () -> settings(null)).getMessage();
    assertTrue(message.startsWith("line " + line + " of " + folder.resolve(".env")), message);
    assertFalse(message.contains("s3cret"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--"})
  void readableDotEnvWarns(String rights) throws IOException {
    Path file = dotEnv("A=1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    settings(null);
    assertEquals(List.of(), warnings);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    settings(null);
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).endsWith("chmod 600 " + file), warnings.get(0));
  }

  @Test
  void awsVariablesArePassedOnUnlessEmpty() throws IOException {
    dotEnv("AWS_ACCESS_KEY_ID=a\nAWS_REGION=eu-central-1\nAWS_PROFILE=\nOTHER=x\n");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_USE_FIPS_ENDPOINT", " ");
    environment.put("AWS_ACCESS_KEY_ID", "");
    assertEquals(Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_REGION", "us-east-1"), settings(null).aws());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AWS_REGION | \"eu-central-1\" | quotes",
        "AWS_REGION | 'eu-central-1' | quotes",
        "AWS_REGION | \"eu-central-1\" # mine | quotes",
        "AWS_REGION | eu-central-1 # mine | a comment",
        "AWS_REGION | # mine | a comment",
        "LAKE | \"s3://abc\" | quotes",
        "SIMULATE | \"true\" | quotes",
        "SPOTIFY_CLIENT_SECRET | \"s3cret\" | quotes",
        "HTTPS_PROXY | http://proxy:3128 # ours | a comment",
      })
  void quotesOrCommentPassedByDockerAreReported(String name, String value, String problem) {
    environment.put("SPOTIFY_CLIENT_ID", "id");
    environment.put(name, value);
    String message =
        assertThrows(ConfigurationException.class, () -> everything(settings(null))).getMessage();
    assertEquals(
        problem
            + " in the value: "
            + name
            + " (from the environment); remove the "
            + problem.replaceFirst("^a ", "")
            + ", because docker --env-file uses a value exactly as written",
        message);
  }

  private static void everything(Settings settings) {
    settings.aws();
    settings.lake();
    settings.isSimulated();
    settings.httpsProxy();
    settings.requireSpotifyClientSecret();
  }

  @Test
  void connectionSettingsReplaceThoseOfDotEnv() throws IOException {
    dotEnv("AWS_ENDPOINT_URL=http://127.0.0.1:1\nAWS_REGION=eu-central-1\n");
    assertTrue(settings(null).s3Endpoint().isPresent());
    environment.put("PIPELINE_HIDDEN_IN_DOT_ENV", "AWS_ENDPOINT_URL,AWS_SESSION_TOKEN");
    assertTrue(settings(null).s3Endpoint().isEmpty());
    assertEquals("eu-central-1", settings(null).s3Region().orElseThrow());
  }

  @Test
  void marketIsACountryCodeOrNone() throws IOException {
    assertEquals(Optional.empty(), settings(null).spotifyMarket());
    dotEnv("SPOTIFY_MARKET=DE\n");
    environment.put("SPOTIFY_MARKET", "");
    assertEquals(Optional.of("DE"), settings(null).spotifyMarket());
    environment.put("SPOTIFY_MARKET", "US");
    assertEquals(Optional.of("US"), settings(null).spotifyMarket());
    environment.put("SPOTIFY_MARKET", "none");
    assertEquals(Optional.empty(), settings(null).spotifyMarket());
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "germany", "DEU", "D", "from_token"})
  void invalidMarketIsRefused(String market) {
    environment.put("SPOTIFY_MARKET", market);
    assertEquals(
        "invalid country code: SPOTIFY_MARKET (from the environment) is "
            + market
            + "; set it to two capital letters such as DE, or to the word none",
        assertThrows(ConfigurationException.class, () -> settings(null).spotifyMarket())
            .getMessage());
  }

  @Test
  void defaultAddressesAreSpotifys() {
    assertEquals(URI.create("https://api.spotify.com/v1"), settings(null).spotifyApi());
    assertEquals(URI.create("https://accounts.spotify.com"), settings(null).spotifyAccounts());
    environment.put("SPOTIFY_API_URL", "http://127.0.0.1:8080/v1/");
    assertEquals(URI.create("http://127.0.0.1:8080/v1"), settings(null).spotifyApi());
  }

  @Test
  void loopbackAddressesMayUsePlainHttp() {
    environment.put("SPOTIFY_API_URL", "http://127.0.0.2:8080/v1");
    assertEquals(URI.create("http://127.0.0.2:8080/v1"), settings(null).spotifyApi());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.spotify.com/v1",
        "http://127.evil.example/v1",
        "ftp://127.0.0.1",
        "api.spotify.com",
        "https://",
        "https://a b"
      })
  void insecureOrInvalidAddressIsRefused(String url) {
    environment.put("SPOTIFY_API_URL", url);
    String message =
        assertThrows(ConfigurationException.class, () -> settings(null).spotifyApi()).getMessage();
    assertTrue(message.contains("SPOTIFY_API_URL"), message);
  }

  @Test
  void passwordOfAWrongProxyIsHidden() {
    environment.put("HTTPS_PROXY", "user:s3cret@proxy:8080");
    String message =
        assertThrows(ConfigurationException.class, () -> settings(null).httpsProxy()).getMessage();
    assertFalse(message.contains("s3cret"), message);
  }

  @Test
  void noProxyIsSplit() {
    environment.put("NO_PROXY", "localhost, .internal,,10.0.0.1 fd00::/8");
    assertEquals(List.of(), settings(null).noProxy(), "no proxy, no exceptions");
    environment.put("HTTPS_PROXY", "http://proxy:3128");
    assertEquals(
        List.of("localhost", ".internal", "10.0.0.1", "fd00::/8"), settings(null).noProxy());
  }

  @Test
  void invalidNoProxyEntryIsNamed() {
    environment.put("NO_PROXY", "localhost,10.0.0.0/33");
    environment.put("HTTPS_PROXY", "http://proxy:3128");
    assertEquals(
        "NO_PROXY (from the environment) has \"10.0.0.0/33\", which is not a host, domain, address,"
            + " block of addresses (CIDR) or *; correct it",
        assertThrows(ConfigurationException.class, () -> settings(null).noProxy()).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"true,true", "1,true", "YES,true", "false,false", "0,false", "'',false"})
  void simulateIsReadAsABoolean(String value, boolean meant) {
    environment.put("SIMULATE", value);
    assertEquals(meant, settings(null).isSimulated());
  }

  @Test
  void invalidSimulateIsRefused() {
    environment.put("SIMULATE", "maybe");
    assertThrows(ConfigurationException.class, () -> settings(null).isSimulated());
  }

  @Test
  void missingCaBundleIsRefused() throws IOException {
    environment.put("CA_BUNDLE", "ca.pem");
    assertThrows(ConfigurationException.class, () -> settings(null).caBundle());
    Path file = Files.writeString(folder.resolve("ca.pem"), "");
    assertEquals(file, settings(null).caBundle().orElseThrow());
  }

  @Test
  void encryptionAndRequesterPaysAreRead() {
    assertEquals(S3RequestConfig.DEFAULT, settings(null).s3Requests());

    environment.putAll(
        Map.of("S3_SSE", "aws:kms:dsse", "S3_CHUNKED_UPLOADS", "no", "S3_REQUESTER_PAYS", "true"));
    assertEquals(
        new S3RequestConfig(
            Optional.of("aws:kms:dsse"), Optional.empty(), true, Optional.of(false)),
        settings(null).s3Requests());
  }

  @Test
  void readAheadIsANumberOfRequests() {
    assertEquals(Optional.empty(), settings(null).s3ReadAhead());

    environment.put("S3_READ_AHEAD", "1");
    assertEquals(Optional.of(1), settings(null).s3ReadAhead());
    environment.put("S3_READ_AHEAD", "48");
    assertEquals(Optional.of(48), settings(null).s3ReadAhead());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "49", "-1", "many", "99999999999"})
  void readAheadOutsideOfItsRangeIsRefused(String number) {
    environment.put("S3_READ_AHEAD", number);

    assertEquals(
        "invalid number of requests: S3_READ_AHEAD (from the environment) is "
            + number
            + "; set it to a number from 1 to 48",
        assertThrows(ConfigurationException.class, () -> settings(null).s3ReadAhead())
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({"aes256, ''", "AES256, my-key", "KMS, ''"})
  void unknownEncryptionIsRefused(String algorithm, String key) {
    environment.putAll(Map.of("S3_SSE", algorithm, "S3_SSE_KMS_KEY_ID", key));

    String message =
        assertThrows(ConfigurationException.class, () -> settings(null).s3Requests()).getMessage();

    assertTrue(message.contains("S3_SSE (from the environment)"), message);
    assertTrue(message.contains("aws:kms"), message);
  }

  private Settings settings(String lakeFlag) {
    return Settings.load(environment, folder, lakeFlag, warnings::add);
  }

  private Path dotEnv(String text) throws IOException {
    return Files.writeString(folder.resolve(".env"), text);
  }
}
