package pipeline.lake.s3.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeSettings;
import pipeline.tls.LazyTlsStrategy;
import pipeline.tls.ProxyRoutePlanner;
import pipeline.tls.TrustStores;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * A factory of the SDK's HTTP clients with the lake's proxy and certificate authorities. The SDK
 * uses the clients for S3, roles and single sign-on. The SDK instantiates this class by name, so
 * the settings are in a static field, which {@link AwsEnvironment} sets.
 */
public final class LakeSdkHttpService implements SdkHttpService {
  private static final URI AWS = URI.create("https://s3.amazonaws.com");

  private static volatile @Nullable LakeSettings current;

  static void use(LakeSettings settings) {
    current = settings;
  }

  @Override
  public SdkHttpClient.Builder<?> createHttpClientBuilder() {
    LakeSettings settings = current;
    return settings == null ? Apache5HttpClient.builder() : builder(settings);
  }

  /**
   * Returns the builder of a client. Without HTTPS_PROXY, JVM properties such as https.proxyHost
   * apply.
   */
  public static Apache5HttpClient.Builder builder(LakeSettings settings) {
    Apache5HttpClient.Builder http =
        Apache5HttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(10))
            .socketTimeout(Duration.ofSeconds(60))
            // If several dates are processed at once, their requests can wait long for a free
            // connection.
            .connectionAcquisitionTimeout(Duration.ofMinutes(5))
            .tlsSocketStrategy(
                settings
                    .caBundle()
                    .map(LakeSdkHttpService::trusting)
                    .orElseGet(LazyTlsStrategy::new))
            .proxyConfiguration(
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
    return http;
  }

  /**
   * Returns whether requests to S3 go through the proxy.
   *
   * @param endpoint the address of the server; empty for AWS
   */
  public static boolean isProxied(LakeSettings settings, Optional<URI> endpoint) {
    URI server = endpoint.orElse(AWS);
    return planner(settings).filter(planner -> planner.isProxied(server)).isPresent();
  }

  private static Optional<ProxyRoutePlanner> planner(LakeSettings settings) {
    return settings.proxy().map(url -> new ProxyRoutePlanner(url, settings.noProxy(), true));
  }

  private static TlsSocketStrategy trusting(Path bundle) {
    try {
      return TrustStores.withBundle(bundle);
    } catch (GeneralSecurityException | IOException unusable) {
      throw new LakeException(
          LakeException.LakeErrorKind.CONFIGURATION,
          "invalid CA bundle: %s (%s); set CA_BUNDLE to a readable file of PEM certificates, or unset it"
              .formatted(bundle, unusable.getMessage()),
          unusable);
    }
  }
}
