package pipeline.iceberg;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.rest.HTTPClient;
import org.apache.iceberg.rest.RESTClient;
import org.apache.iceberg.rest.RESTUtil;
import org.apache.iceberg.rest.auth.AuthSession;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import pipeline.tls.ProxyRoutePlanner;

/**
 * A factory of the HTTP clients of a catalog. HTTPS_PROXY, NO_PROXY and CA_BUNDLE apply to the
 * catalog and to its token server, as they apply to S3. But an https:// proxy is not supported.
 */
final class RestClients {
  private final LakeSettings network;
  private final Optional<ProxyRoutePlanner> routes;
  private final Optional<AuthSession> signing;

  /**
   * Creates a factory.
   *
   * @param signing the session that signs all requests; empty for the session that Iceberg selects
   */
  RestClients(LakeSettings network, Optional<AuthSession> signing) {
    this.network = network;
    this.routes = network.proxy().map(url -> new ProxyRoutePlanner(url, network.noProxy(), true));
    this.signing = signing;
  }

  /** Returns whether requests to an address go through the proxy. */
  boolean isProxied(URI address) {
    return routes.filter(planner -> planner.isProxied(address)).isPresent();
  }

  /**
   * Creates a client.
   *
   * @param properties the properties of the catalog, with its address
   * @throws LakeException of kind CONFIGURATION if CA_BUNDLE is invalid
   */
  RESTClient create(Map<String, String> properties) {
    Map<String, String> own = new HashMap<>(properties);
    network
        .caBundle()
        .ifPresent(
            bundle -> {
              own.put("rest.client.tls.configurer-impl", CaBundleTls.class.getName());
              own.put(CaBundleTls.BUNDLE, bundle.toString());
            });
    HTTPClient direct = build(own);
    if (routes.isEmpty() && signing.isEmpty()) {
      return direct;
    }
    RESTClient proxied =
        network
            .proxy()
            .filter(proxy -> "http".equals(proxy.getScheme()))
            .map(
                proxy -> {
                  own.putAll(proxyProperties(proxy));
                  return build(own);
                })
            .orElse(null);
    return new Router(URI.create(own.get(CatalogProperties.URI)), direct, proxied).client();
  }

  private static HTTPClient build(Map<String, String> properties) {
    return HTTPClient.builder(properties)
        .uri(properties.get(CatalogProperties.URI))
        .withHeaders(RESTUtil.configHeaders(properties))
        .build();
  }

  private static Map<String, String> proxyProperties(URI proxy) {
    Map<String, String> properties = new HashMap<>();
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    properties.put("rest.client.proxy.hostname", proxy.getHost());
    properties.put("rest.client.proxy.port", Integer.toString(port));
    if (proxy.getUserInfo() != null) {
      String[] user = proxy.getUserInfo().split(":", 2);
      properties.put("rest.client.proxy.username", user[0]);
      properties.put("rest.client.proxy.password", user.length > 1 ? user[1] : "");
    }
    return properties;
  }

  /**
   * Sends a request directly or through the proxy, depending on its host, and signs it if the
   * catalog requires this. Iceberg's client has one proxy for all hosts.
   */
  private final class Router implements InvocationHandler {
    private final URI catalog;
    private final RESTClient direct;
    private final @Nullable RESTClient proxied;

    private Router(URI catalog, RESTClient direct, @Nullable RESTClient proxied) {
      this.catalog = catalog;
      this.direct = direct;
      this.proxied = proxied;
    }

    RESTClient client() {
      return (RESTClient)
          Proxy.newProxyInstance(
              RESTClient.class.getClassLoader(), new Class<?>[] {RESTClient.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
        throws Throwable {
      return switch (method.getName()) {
        case "withAuthSession" -> withSession(signing.orElse((AuthSession) arguments[0]));
        case "close" -> {
          CloseSequence.close(proxied == null ? List.of(direct) : List.of(direct, proxied));
          yield null;
        }
        default -> {
          try {
            yield method.invoke(select(arguments), arguments);
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        }
      };
    }

    private RESTClient withSession(AuthSession session) {
      return new Router(
              catalog,
              direct.withAuthSession(session),
              proxied == null ? null : proxied.withAuthSession(session))
          .client();
    }

    /**
     * Returns the client for a request.
     *
     * @param arguments the first one is the path in the catalog, or the address of another server
     */
    private RESTClient select(Object @Nullable [] arguments) {
      boolean isRequest = arguments != null && arguments[0] instanceof String;
      if (!isRequest || !isProxied(catalog.resolve(URI.create((String) arguments[0])))) {
        return direct;
      }
      if (proxied == null) {
        throw new LakeException(
            LakeErrorKind.CONFIGURATION,
            "unsupported proxy for the Iceberg catalog: HTTPS_PROXY (not an http:// address); set"
                + " it to an http:// address, or add the catalog and its token server to NO_PROXY");
      }
      return proxied;
    }
  }
}
