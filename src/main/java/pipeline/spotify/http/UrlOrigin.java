package pipeline.spotify.http;

import java.net.URI;
import java.util.Locale;
import pipeline.spotify.api.SpotifyException;
import pipeline.tls.LoopbackCheck;

/**
 * The scheme, host and port of a URL. The origin decides whether a secret may be sent to the URL.
 */
public record UrlOrigin(String scheme, String host, int port) {

  /**
   * Returns the origin of a URL from the configuration.
   *
   * @param setting the name of the setting, for the message
   * @throws SpotifyException CONFIGURATION if the URL is not HTTPS, or has a user, a query or a
   *     fragment. Plain HTTP is allowed for loopback addresses
   */
  public static UrlOrigin fromSetting(String setting, URI url) {
    if (!isPlainUrl(url) || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw invalidSetting(
          setting, url, "must be https://host/path, without user, query and fragment");
    }
    UrlOrigin origin = from(url);
    if (!origin.scheme.equals("https") && !(origin.scheme.equals("http") && origin.isLoopback())) {
      throw invalidSetting(
          setting, url, "must be https; plain http is for loopback addresses only");
    }
    return origin;
  }

  /** Returns whether a URL has this origin and contains neither a user nor a password. */
  public boolean isOriginOf(URI url) {
    return isPlainUrl(url) && from(url).equals(this);
  }

  boolean isLoopback() {
    return LoopbackCheck.isLoopback(host);
  }

  private static boolean isPlainUrl(URI url) {
    return url.getScheme() != null
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && !url.getRawAuthority().contains("@");
  }

  private static UrlOrigin from(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int defaultPort = scheme.equals("https") ? 443 : 80;
    return new UrlOrigin(
        scheme,
        url.getHost().toLowerCase(Locale.ROOT),
        url.getPort() == -1 ? defaultPort : url.getPort());
  }

  private static SpotifyException invalidSetting(String setting, URI url, String rule) {
    String redacted = url.toString().replaceAll("//[^/]*@", "//…@");
    return new SpotifyException(
        SpotifyException.SpotifyErrorKind.CONFIGURATION,
        "invalid %s: \"%s\"; it %s".formatted(setting, SpotifyErrorBody.oneLine(redacted), rule));
  }
}
