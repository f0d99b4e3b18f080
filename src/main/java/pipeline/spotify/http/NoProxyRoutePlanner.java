package pipeline.spotify.http;

import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifyException;
import pipeline.tls.NoProxyPolicy;

/** Through the proxy, but for what NO_PROXY lists and for this machine. */
final class NoProxyRoutePlanner extends DefaultRoutePlanner {
  private final HttpHost proxy;
  private final NoProxyPolicy noProxy;

  private NoProxyRoutePlanner(HttpHost proxy, NoProxyPolicy noProxy) {
    super(DefaultSchemePortResolver.INSTANCE);
    this.proxy = proxy;
    this.noProxy = noProxy;
  }

  static NoProxyRoutePlanner from(URI proxy, List<String> noProxy) {
    String scheme = String.valueOf(proxy.getScheme());
    if (proxy.getHost() == null || !scheme.matches("https?")) {
      throw new SpotifyException(
          SpotifyException.SpotifyErrorKind.CONFIGURATION,
          "HTTPS_PROXY must be http://host:port, with user:password@ before the host if need be.");
    }
    int defaultPort = scheme.equals("https") ? 443 : 80;
    int port = proxy.getPort() == -1 ? defaultPort : proxy.getPort();
    return new NoProxyRoutePlanner(
        new HttpHost(scheme, proxy.getHost(), port), NoProxyPolicy.parse(noProxy));
  }

  HttpHost proxy() {
    return proxy;
  }

  @Override
  protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
    int port = DefaultSchemePortResolver.INSTANCE.resolve(target);
    return noProxy.isDirect(target.getHostName(), port) ? null : proxy;
  }
}
