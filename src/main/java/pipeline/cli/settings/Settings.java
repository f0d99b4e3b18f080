package pipeline.cli.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipeline.cli.settings.SettingSource.SettingValue;
import pipeline.lake.store.LakeLocation;
import pipeline.lake.store.S3RequestConfig;
import pipeline.tls.LoopbackCheck;
import pipeline.tls.NoProxyPolicy;

/**
 * All settings that are not options of a command. A setting is read and checked on demand, so that
 * a command fails only for a setting that it needs.
 *
 * <p>Every method throws {@link ConfigurationException} if a value is invalid.
 */
public final class Settings {
  /** The value with which a market setting selects no market. */
  public static final String NO_MARKET = "none";

  private static final Pattern MARKET = Pattern.compile("[A-Z]{2}|" + NO_MARKET);
  private static final String MISSING_SECRET =
      "missing setting: %1$s; set it in the environment or in %2$s, or set %1$s_FILE to the path of"
          + " a file with the value; copy the value from https://developer.spotify.com/dashboard,"
          + " or use --simulate, which needs no account";

  private static final Pattern READ_AHEAD = Pattern.compile("\\d{1,2}");

  /** The maximum of S3_READ_AHEAD. The connection pool of the S3 client has 50 connections. */
  private static final int MAX_READ_AHEAD = 48;

  private static final List<String> ENCRYPTIONS = List.of("AES256", "aws:kms", "aws:kms:dsse");

  private static final String ICEBERG_REST = "ICEBERG_REST_";

  /**
   * The properties for signing the requests to a catalog of AWS. In Iceberg, the names of these
   * properties begin with {@code rest.}.
   */
  private static final Set<String> ICEBERG_SIGNING =
      Set.of("sigv4-enabled", "signing-name", "signing-region");

  private final SettingSource settingSource;
  private final @Nullable String lakeFlag;

  private Settings(SettingSource settingSource, @Nullable String lakeFlag) {
    this.settingSource = settingSource;
    this.lakeFlag = lakeFlag;
  }

  /**
   * Reads {@code .env}. All other settings are read on demand.
   *
   * @param lakeFlag the value of {@code --lake}; null if it is not given
   * @param warnings receives one sentence for each problem that does not stop the command
   */
  public static Settings load(
      Map<String, String> environment,
      Path workingFolder,
      @Nullable String lakeFlag,
      Consumer<String> warnings) {
    Path folder = workingFolder.toAbsolutePath().normalize();
    return new Settings(
        new SettingSource(environment, DotEnvParser.read(folder, environment, warnings), folder),
        lakeFlag);
  }

  /**
   * Returns the location from --lake, LAKE or AWS_BUCKET_NAME; {@code file:lake} if none is set.
   */
  public LakeLocation lake() {
    if (lakeFlag != null) {
      return lake(lakeFlag, "--lake");
    }
    return settingSource
        .find("LAKE", "AWS_BUCKET_NAME")
        .map(
            setting -> {
              boolean bucket = setting.name().equals("AWS_BUCKET_NAME");
              String text = bucket ? "s3://" + setting.value() : setting.value();
              return lake(text, setting.describe());
            })
        .orElseGet(() -> LakeLocation.parse("file:lake", settingSource.workingFolder()));
  }

  private LakeLocation lake(String text, String origin) {
    try {
      return LakeLocation.parse(text, settingSource.workingFolder());
    } catch (IllegalArgumentException invalid) {
      throw new ConfigurationException(
          "invalid lake: %s is %s, but %s; set it to s3://bucket/prefix or file:folder"
              .formatted(origin, text, reason(invalid)));
    }
  }

  private static String reason(IllegalArgumentException invalid) {
    return invalid instanceof InvalidPathException path
        ? LocaleCheck.message(path)
        : invalid.getMessage();
  }

  /**
   * Returns the client id of the app, from SPOTIFY_CLIENT_ID or CLIENT_ID, or from a file that
   * SPOTIFY_CLIENT_ID_FILE or CLIENT_ID_FILE names.
   *
   * @throws ConfigurationException if none of them is set
   */
  public String spotifyClientId() {
    return secret("SPOTIFY_CLIENT_ID", "CLIENT_ID");
  }

  /**
   * Returns the client id from the same settings as {@link #spotifyClientId}; empty if none is set.
   */
  public Optional<String> findSpotifyClientId() {
    return settingSource
        .findSecret("SPOTIFY_CLIENT_ID", "CLIENT_ID")
        .map(setting -> setting.value());
  }

  /**
   * Returns the client secret, from SPOTIFY_CLIENT_SECRET or CLIENT_SECRET, or from a file that
   * SPOTIFY_CLIENT_SECRET_FILE or CLIENT_SECRET_FILE names; empty if none of them is set.
   */
  public Optional<Secret> spotifyClientSecret() {
    return settingSource
        .findSecret("SPOTIFY_CLIENT_SECRET", "CLIENT_SECRET")
        .map(setting -> new Secret(setting.value()));
  }

  /**
   * Returns the client secret.
   *
   * @throws ConfigurationException if it is not set
   */
  public Secret requireSpotifyClientSecret() {
    return new Secret(secret("SPOTIFY_CLIENT_SECRET", "CLIENT_SECRET"));
  }

  private String secret(String name, String shortName) {
    return settingSource
        .findSecret(name, shortName)
        .map(SettingValue::value)
        .orElseThrow(
            () -> new ConfigurationException(MISSING_SECRET.formatted(name, dotEnvFile())));
  }

  private Path dotEnvFile() {
    return settingSource.workingFolder().resolve(DotEnvParser.FILE_NAME);
  }

  /**
   * Returns the path of the file with the refresh token: SPOTIFY_TOKEN_FILE, or {@code
   * .spotify-token} in the working folder. The file need not exist yet.
   */
  public Path spotifyTokenFile() {
    return settingSource
        .find("SPOTIFY_TOKEN_FILE")
        .map(settingSource::path)
        .orElseGet(() -> settingSource.workingFolder().resolve(".spotify-token"));
  }

  /**
   * Returns the initial refresh token for a new token file, from SPOTIFY_REFRESH_TOKEN or a file
   * that SPOTIFY_REFRESH_TOKEN_FILE names; empty if neither is set.
   */
  public Optional<Secret> spotifyRefreshToken() {
    return settingSource
        .findSecret("SPOTIFY_REFRESH_TOKEN")
        .map(setting -> new Secret(setting.value()));
  }

  /**
   * Returns the address of Spotify's API without a trailing slash, from SPOTIFY_API_URL or the
   * default.
   */
  public URI spotifyApi() {
    return spotifyUrl("SPOTIFY_API_URL", "https://api.spotify.com/v1");
  }

  /**
   * Returns the address of Spotify's accounts service without a trailing slash, from
   * SPOTIFY_ACCOUNTS_URL or the default.
   */
  public URI spotifyAccounts() {
    return spotifyUrl("SPOTIFY_ACCOUNTS_URL", "https://accounts.spotify.com");
  }

  private URI spotifyUrl(String name, String defaultUrl) {
    Optional<URI> url = url(name);
    url.ifPresent(given -> checkHttps(name, given));
    return url.orElseGet(() -> URI.create(defaultUrl));
  }

  private static void checkHttps(String name, URI url) {
    if (url.getScheme().equals("http") && !isLoopback(url)) {
      throw new ConfigurationException(
          name
              + " uses plain http, which sends the token unencrypted; use https, or plain http with"
              + " 127.0.0.1 or localhost");
    }
  }

  /** Returns whether a URL refers to this machine. */
  public static boolean isLoopback(URI url) {
    return LoopbackCheck.isLoopback(url);
  }

  /**
   * Returns SPOTIFY_MARKET, the default country code of searches; empty if it is unset or {@link
   * #NO_MARKET}.
   */
  public Optional<String> spotifyMarket() {
    Optional<SettingValue> market = settingSource.find("SPOTIFY_MARKET");
    market.ifPresent(Settings::checkMarket);
    return market.map(SettingValue::value).filter(value -> !value.equals(NO_MARKET));
  }

  private static void checkMarket(SettingValue setting) {
    if (!isMarket(setting.value())) {
      throw new ConfigurationException(
          "invalid country code: %s is %s; set it to two capital letters such as DE, or to the"
                  .formatted(setting.describe(), setting.value())
              + " word none");
    }
  }

  /** Returns whether a text is a country code of two capital letters or {@link #NO_MARKET}. */
  public static boolean isMarket(String text) {
    return MARKET.matcher(text).matches();
  }

  /** Returns HTTPS_PROXY or https_proxy. Do not log the URI, because it can contain a password. */
  public Optional<URI> httpsProxy() {
    return url("HTTPS_PROXY", "https_proxy");
  }

  /**
   * Splits NO_PROXY or no_proxy at commas and spaces, and returns the entries. The list is empty if
   * no proxy is set.
   *
   * @throws ConfigurationException also if {@link NoProxyPolicy} rejects an entry
   */
  public List<String> noProxy() {
    return httpsProxy()
        .flatMap(proxy -> settingSource.find("NO_PROXY", "no_proxy"))
        .map(Settings::hosts)
        .orElse(List.of());
  }

  private static List<String> hosts(SettingValue found) {
    List<String> hosts =
        Arrays.stream(found.value().split("[,\\s]+")).filter(host -> !host.isEmpty()).toList();
    try {
      NoProxyPolicy.parse(hosts);
      return hosts;
    } catch (IllegalArgumentException invalid) {
      throw new ConfigurationException(
          found.describe() + " " + invalid.getMessage() + "; correct it");
    }
  }

  /** Returns whether SIMULATE is true. Default: false. */
  public boolean isSimulated() {
    return flag("SIMULATE").orElse(false);
  }

  private Optional<Boolean> flag(String name) {
    return settingSource.find(name).map(Settings::isTrue);
  }

  private static boolean isTrue(SettingValue setting) {
    return switch (setting.value().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default ->
          throw new ConfigurationException(
              setting.describe() + " is neither true nor false; set it to true or false");
    };
  }

  /**
   * Returns CA_BUNDLE, a PEM file of certificate authorities to trust in addition to Java's
   * authorities.
   */
  public Optional<Path> caBundle() {
    return settingSource
        .find("CA_BUNDLE")
        .map(
            setting -> {
              Path file = settingSource.path(setting);
              if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return file;
              }
              throw new ConfigurationException(
                  "missing or unreadable file: %s; set %s to a readable PEM file"
                      .formatted(file, setting.describe()));
            });
  }

  /**
   * Returns the properties of S3 requests, from S3_SSE, S3_SSE_KMS_KEY_ID, S3_REQUESTER_PAYS and
   * S3_CHUNKED_UPLOADS. S3_SSE must be one of {@link #ENCRYPTIONS}.
   */
  public S3RequestConfig s3Requests() {
    Optional<SettingValue> encryption = settingSource.find("S3_SSE");
    Optional<String> kmsKeyId = value("S3_SSE_KMS_KEY_ID");
    encryption.ifPresent(setting -> checkEncryption(setting, kmsKeyId.isPresent()));
    return new S3RequestConfig(
        encryption.map(SettingValue::value),
        kmsKeyId,
        flag("S3_REQUESTER_PAYS").orElse(false),
        flag("S3_CHUNKED_UPLOADS"));
  }

  private static void checkEncryption(SettingValue setting, boolean hasKey) {
    if (!ENCRYPTIONS.contains(setting.value())) {
      throw new ConfigurationException(
          "unknown encryption: %s is %s; set it to one of %s"
              .formatted(setting.describe(), setting.value(), String.join(", ", ENCRYPTIONS)));
    }
    if (setting.value().equals("AES256") && hasKey) {
      throw new ConfigurationException(
          "%s is AES256, which uses no key; unset S3_SSE_KMS_KEY_ID, or set S3_SSE to aws:kms"
              .formatted(setting.describe()));
    }
  }

  /**
   * Returns S3_READ_AHEAD, the number of requests that a command sends at the same time to read
   * many dates or to upload tables; empty if the setting is missing.
   */
  public Optional<Integer> s3ReadAhead() {
    return settingSource.find("S3_READ_AHEAD").map(Settings::parseReadAhead);
  }

  private static int parseReadAhead(SettingValue setting) {
    if (READ_AHEAD.matcher(setting.value()).matches()) {
      int requests = Integer.parseInt(setting.value());
      if (requests >= 1 && requests <= MAX_READ_AHEAD) {
        return requests;
      }
    }
    throw new ConfigurationException(
        "invalid number of requests: %s is %s; set it to a number from 1 to %d"
            .formatted(setting.describe(), setting.value(), MAX_READ_AHEAD));
  }

  /**
   * Returns the address of an S3 server other than Amazon's: AWS_ENDPOINT_URL_S3 or
   * AWS_ENDPOINT_URL.
   */
  public Optional<URI> s3Endpoint() {
    return url("AWS_ENDPOINT_URL_S3").or(() -> url("AWS_ENDPOINT_URL"));
  }

  /** Returns AWS_REGION or AWS_DEFAULT_REGION. */
  public Optional<String> s3Region() {
    return value("AWS_REGION", "AWS_DEFAULT_REGION");
  }

  /**
   * Returns ICEBERG_CATALOG, the catalog of the Iceberg tables; empty if the setting is missing.
   */
  public Optional<String> icebergCatalog() {
    return value("ICEBERG_CATALOG");
  }

  /**
   * Returns ICEBERG_WAREHOUSE, the location of the Iceberg tables or the name of a warehouse; empty
   * if the setting is missing.
   */
  public Optional<String> icebergWarehouse() {
    return value("ICEBERG_WAREHOUSE");
  }

  /**
   * Returns the properties of the REST catalog, from the variables with the prefix ICEBERG_REST_.
   * For example, {@code ICEBERG_REST_OAUTH2_SERVER_URI} sets the property {@code
   * oauth2-server-uri}. Two underscores in a name stand for a dot. A property for signing gets the
   * prefix {@code rest.} (see {@link #ICEBERG_SIGNING}): {@code ICEBERG_REST_SIGNING_NAME} sets
   * {@code rest.signing-name}. If a name ends in {@code _FILE}, the variable contains the path of a
   * file with the value. The map contains secrets: do not print it.
   *
   * @throws ConfigurationException also if a variable names no property
   */
  public Map<String, String> icebergRest() {
    Map<String, String> properties = new HashMap<>();
    for (String variable : settingSource.findAll(ICEBERG_REST).keySet()) {
      String name = variable.replaceFirst("_FILE$", "");
      if (name.length() <= ICEBERG_REST.length()) {
        throw new ConfigurationException(
            "setting without a property name: %s; add the name after ICEBERG_REST_, as in"
                    .formatted(variable)
                + " ICEBERG_REST_TOKEN_FILE, or unset the setting");
      }
      String property =
          name.substring(ICEBERG_REST.length())
              .toLowerCase(Locale.ROOT)
              .replace("__", ".")
              .replace('_', '-');
      String prefix = ICEBERG_SIGNING.contains(property) ? "rest." : "";
      settingSource
          .findSecret(name)
          .ifPresent(found -> properties.put(prefix + property, found.value()));
    }
    return properties;
  }

  private Optional<String> value(String... names) {
    return settingSource.find(names).map(SettingValue::value);
  }

  /**
   * Returns all variables for the AWS SDK: those that begin with AWS_ and are not empty. The map
   * contains secrets: do not print it.
   */
  public Map<String, String> aws() {
    return settingSource.findAll("AWS_");
  }

  private Optional<URI> url(String... names) {
    return settingSource.find(names).map(Settings::parseUrl);
  }

  private static URI parseUrl(SettingValue setting) {
    try {
      URI url = new URI(setting.value().replaceAll("/+$", ""));
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException invalid) {
      // The exception's own message would show a password in the address.
    }
    throw new ConfigurationException(
        "invalid URL: %s; write it like https://host:port/path".formatted(setting.describe()));
  }

  @Override
  public String toString() {
    return "Settings(hidden)";
  }
}
