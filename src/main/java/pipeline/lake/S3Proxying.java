package pipeline.lake;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipeline.tls.NoProxyPolicy;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** The proxy and its exceptions in the words of the SDK. */
final class S3Proxying {
  private S3Proxying() {}

  static ProxyConfiguration of(LakeSettings settings, Optional<URI> endpoint) {
    ProxyConfiguration.Builder proxying =
        ProxyConfiguration.builder().useEnvironmentVariableValues(false);
    boolean https = endpoint.map(own -> "https".equalsIgnoreCase(own.getScheme())).orElse(true);
    settings
        .proxy()
        .filter(proxy -> https)
        .ifPresent(
            proxy -> {
              through(proxy, proxying);
              proxying.nonProxyHosts(exceptions(settings.noProxy()));
            });
    return proxying.build();
  }

  private static void through(URI proxy, ProxyConfiguration.Builder proxying) {
    proxying
        .useSystemPropertyValues(false)
        .endpoint(URI.create(proxy.getScheme() + "://" + proxy.getHost() + ":" + port(proxy)));
    if (proxy.getUserInfo() != null) {
      String[] user = proxy.getUserInfo().split(":", 2);
      proxying.username(user[0]).password(user.length > 1 ? user[1] : "");
    }
  }

  private static int port(URI proxy) {
    if (proxy.getPort() >= 0) {
      return proxy.getPort();
    }
    return "https".equals(proxy.getScheme()) ? 443 : 80;
  }

  /** The SDK wants patterns for whole names. */
  static Set<String> exceptions(List<String> domains) {
    return new NoProxyPolicy(domains).patterns();
  }
}
