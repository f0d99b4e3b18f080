package pipeline.spotify;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Through the proxy, but for what NO_PROXY lists and for this machine. */
final class ProxyRoutes extends DefaultRoutePlanner {
  private final HttpHost proxy;
  private final List<String> direct;

  private ProxyRoutes(HttpHost proxy, List<String> direct) {
    super(DefaultSchemePortResolver.INSTANCE);
    this.proxy = proxy;
    this.direct = direct;
  }

  static ProxyRoutes of(URI proxy, List<String> noProxy) {
    String scheme = String.valueOf(proxy.getScheme());
    if (proxy.getHost() == null || !scheme.matches("https?")) {
      throw new SpotifyException(
          SpotifyException.Kind.CONFIGURATION,
          "HTTPS_PROXY must be http://host:port, with user:password@ before the host if need be.");
    }
    int usual = scheme.equals("https") ? 443 : 80;
    int port = proxy.getPort() == -1 ? usual : proxy.getPort();
    return new ProxyRoutes(new HttpHost(scheme, proxy.getHost(), port), noProxy);
  }

  HttpHost proxy() {
    return proxy;
  }

  @Override
  protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
    return direct(target.getHostName().toLowerCase(Locale.ROOT)) ? null : proxy;
  }

  private boolean direct(String host) {
    return Origin.loopback(host) || direct.stream().anyMatch(entry -> matches(entry, host));
  }

  private static boolean matches(String entry, String host) {
    String name = entry.strip().toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
    String domain = name.replaceFirst("^\\*?\\.", "");
    return name.equals("*")
        || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)));
  }
}
