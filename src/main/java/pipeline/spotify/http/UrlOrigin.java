package pipeline.spotify.http;

import java.net.URI;
import java.util.Locale;
import pipeline.spotify.api.SpotifyException;
import pipeline.tls.LoopbackCheck;

/** Scheme, host and port: what may be sent a secret. */
public record UrlOrigin(String scheme, String host, int port) {

  /**
   * Of a URL among the settings.
   *
   * @throws SpotifyException CONFIGURATION where it is none that a secret may be sent to
   */
  public static UrlOrigin ofSetting(String setting, URI url) {
    if (!named(url) || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw wrong(setting, url, "must be https://host/path, without user, query and fragment");
    }
    UrlOrigin origin = of(url);
    if (!origin.scheme.equals("https") && !(origin.scheme.equals("http") && origin.loopback())) {
      throw wrong(setting, url, "must be https; plain http is for loopback addresses only");
    }
    return origin;
  }

  /** Whether the URL lies here, and carries no user. */
  public boolean covers(URI url) {
    return named(url) && of(url).equals(this);
  }

  boolean loopback() {
    return LoopbackCheck.isLoopback(host);
  }

  private static boolean named(URI url) {
    return url.getScheme() != null
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && !url.getRawAuthority().contains("@");
  }

  private static UrlOrigin of(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    return new UrlOrigin(
        scheme,
        url.getHost().toLowerCase(Locale.ROOT),
        url.getPort() == -1 ? usual : url.getPort());
  }

  private static SpotifyException wrong(String setting, URI url, String rule) {
    String shown = url.toString().replaceAll("//[^/]*@", "//…@");
    return new SpotifyException(
        SpotifyException.SpotifyErrorKind.CONFIGURATION,
        "%s is \"%s\" but %s.".formatted(setting, SpotifyErrorBody.oneLine(shown), rule));
  }
}
