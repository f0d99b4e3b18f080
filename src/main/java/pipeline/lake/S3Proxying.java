package pipeline.lake;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** {@code HTTPS_PROXY} and {@code NO_PROXY} in the words of the SDK. */
final class S3Proxying {
  private static final String LOOPBACK = "localhost|127\\..*|\\[?::1\\]?";

  private S3Proxying() {}

  static ProxyConfiguration of(LakeSettings settings, Optional<URI> endpoint) {
    ProxyConfiguration.Builder proxying =
        ProxyConfiguration.builder().useEnvironmentVariableValues(false);
    boolean encrypted = endpoint.map(own -> "https".equalsIgnoreCase(own.getScheme())).orElse(true);
    Optional<String> proxy = settings.get("HTTPS_PROXY").or(() -> settings.get("https_proxy"));
    if (encrypted && proxy.isPresent()) {
      through(uri(proxy.get()), proxying);
      proxying.nonProxyHosts(
          exceptions(settings.get("NO_PROXY").or(() -> settings.get("no_proxy")).orElse("")));
    }
    return proxying.build();
  }

  private static URI uri(String proxy) {
    return URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
  }

  private static void through(URI proxy, ProxyConfiguration.Builder proxying) {
    int port =
        proxy.getPort() >= 0 ? proxy.getPort() : proxy.getScheme().equals("https") ? 443 : 80;
    proxying
        .useSystemPropertyValues(false)
        .endpoint(URI.create(proxy.getScheme() + "://" + proxy.getHost() + ":" + port));
    if (proxy.getUserInfo() != null) {
      String[] user = proxy.getUserInfo().split(":", 2);
      proxying.username(user[0]).password(user.length > 1 ? user[1] : "");
      proxying.preemptiveBasicAuthenticationEnabled(true);
    }
  }

  /** The SDK wants patterns; the list names domains, each with all below it. */
  static Set<String> exceptions(String list) {
    Set<String> patterns = new LinkedHashSet<>();
    patterns.add(LOOPBACK);
    for (String entry : list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String domain = entry.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
      if (domain.equals("*")) {
        patterns.add(".*");
      } else if (!domain.isEmpty()) {
        patterns.add("(.*\\.)?" + Pattern.quote(domain));
      }
    }
    return patterns;
  }
}
