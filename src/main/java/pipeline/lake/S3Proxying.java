package pipeline.lake;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** The proxy and its exceptions in the words of the SDK. */
final class S3Proxying {
  private static final String LOOPBACK = "localhost|127\\..*|\\[?::1\\]?";

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
    Set<String> patterns = new LinkedHashSet<>();
    patterns.add(LOOPBACK);
    for (String entry : domains) {
      String domain =
          entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
      patterns.add(domain.equals("*") ? ".*" : "(.*\\.)?" + Pattern.quote(domain));
    }
    return patterns;
  }
}
