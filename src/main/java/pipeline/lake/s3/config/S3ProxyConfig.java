package pipeline.lake.s3.config;

import java.net.URI;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;
import pipeline.lake.store.LakeSettings;
import pipeline.tls.ProxyRoutePlanner;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** The proxy of requests to S3: that of HTTPS_PROXY, for https only. */
public final class S3ProxyConfig {
  private S3ProxyConfig() {}

  /** Sets the proxy. Without HTTPS_PROXY, JVM properties such as https.proxyHost apply. */
  static void configure(Apache5HttpClient.Builder http, LakeSettings settings) {
    http.proxyConfiguration(
        ProxyConfiguration.builder()
            .useEnvironmentVariableValues(false)
            .useSystemPropertyValues(settings.proxy().isEmpty())
            .build());
    planner(settings)
        .ifPresent(
            planner -> {
              http.httpRoutePlanner(planner);
              planner.credentials().ifPresent(http::credentialsProvider);
            });
  }

  /** Returns whether requests to S3 go through the proxy. */
  public static boolean isProxied(LakeSettings settings) {
    URI server = URI.create(settings.endpoint().orElse("https://s3.amazonaws.com"));
    return planner(settings)
        .filter(planner -> planner.isProxied(HttpHost.create(server)))
        .isPresent();
  }

  private static Optional<ProxyRoutePlanner> planner(LakeSettings settings) {
    return settings.proxy().map(url -> new ProxyRoutePlanner(url, settings.noProxy(), true));
  }
}
