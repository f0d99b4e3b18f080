package pipeline.tls;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A planner that sends requests through a proxy, except requests to this machine and to the hosts
 * of NO_PROXY.
 */
public final class ProxyRoutePlanner extends DefaultRoutePlanner {
  private final HttpHost proxy;
  private final @Nullable String userInfo;
  private final NoProxyPolicy noProxy;
  private final boolean isHttpsOnly;

  /**
   * Creates a planner.
   *
   * @param proxy {@code http://[user:password@]host[:port]}, or the same form with https
   * @param noProxy the entries of NO_PROXY
   * @param isHttpsOnly whether plain http requests bypass the proxy
   */
  public ProxyRoutePlanner(URI proxy, List<String> noProxy, boolean isHttpsOnly) {
    super(DefaultSchemePortResolver.INSTANCE);
    this.proxy =
        RoutingSupport.normalize(HttpHost.create(proxy), DefaultSchemePortResolver.INSTANCE);
    this.userInfo = proxy.getUserInfo();
    this.noProxy = NoProxyPolicy.parse(noProxy);
    this.isHttpsOnly = isHttpsOnly;
  }

  /** Returns the user and the password of the proxy; empty if its address has none. */
  public Optional<CredentialsProvider> credentials() {
    if (userInfo == null) {
      return Optional.empty();
    }
    String[] user = userInfo.split(":", 2);
    char[] password = (user.length > 1 ? user[1] : "").toCharArray();
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(proxy), new UsernamePasswordCredentials(user[0], password));
    return Optional.of(credentials);
  }

  /** Returns whether requests to the host of an address go through the proxy. */
  public boolean isProxied(URI target) {
    return isProxied(HttpHost.create(target));
  }

  /** Returns whether requests to this host go through the proxy. */
  public boolean isProxied(HttpHost target) {
    boolean hasScheme = !isHttpsOnly || "https".equalsIgnoreCase(target.getSchemeName());
    int port = DefaultSchemePortResolver.INSTANCE.resolve(target);
    return hasScheme && !noProxy.isDirect(target.getHostName(), port);
  }

  /** Returns whether a retry can succeed after a proxy's refusal with this HTTP status. */
  public static boolean isTransient(int status) {
    return status >= 500 || status == 408 || status == 429;
  }

  @Override
  protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
    return isProxied(target) ? proxy : null;
  }
}
