package pipeline.spotify.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.http.TransportFailures.ProxyRefusedException;
import pipeline.tls.LazyTlsStrategy;
import pipeline.tls.ProxyRoutePlanner;
import pipeline.tls.TrustStores;

/**
 * Creates the Apache HttpClient. The client's own retries, redirects, cookies and authentication
 * cache are disabled.
 */
final class HttpClientFactory {
  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);
  private static final Timeout RESPONSE_TIMEOUT = Timeout.ofSeconds(30);

  private HttpClientFactory() {}

  static CloseableHttpClient create(SpotifySettings settings) {
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(connectionManager(settings))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(RESPONSE_TIMEOUT)
                    .setConnectionRequestTimeout(RESPONSE_TIMEOUT)
                    .setRedirectsEnabled(false)
                    .build())
            .setUserAgent("pipeline")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .setDefaultCookieSpecRegistry(
                name -> null) // the default loads a list of public suffixes
            .disableAuthCaching();
    if (settings.proxy() != null) {
      setProxy(builder, settings.proxy(), settings);
    }
    return builder.build();
  }

  private static PoolingHttpClientConnectionManager connectionManager(SpotifySettings settings) {
    PoolingHttpClientConnectionManagerBuilder builder =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(settings.maxInFlight())
            .setMaxConnPerRoute(settings.maxInFlight())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT_TIMEOUT)
                    .setSocketTimeout(RESPONSE_TIMEOUT)
                    .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                    .setTimeToLive(10, TimeUnit.MINUTES)
                    .build());
    return builder.setTlsSocketStrategy(tls(settings.caBundle())).build();
  }

  private static TlsSocketStrategy tls(@Nullable Path bundle) {
    try {
      return bundle == null ? new LazyTlsStrategy() : TrustStores.withBundle(bundle);
    } catch (IOException | GeneralSecurityException unusable) {
      throw new SpotifyException(
          SpotifyException.SpotifyErrorKind.CONFIGURATION,
          "invalid CA bundle: %s (%s); set CA_BUNDLE to a file of PEM certificates"
              .formatted(bundle, SpotifyErrorBody.oneLine(String.valueOf(unusable.getMessage()))),
          unusable);
    }
  }

  /**
   * Throws an exception if a proxy refuses CONNECT. Without this exception, HttpClient would return
   * the proxy's response as if it were the server's response.
   */
  private static ClassicHttpResponse refuseProxysAnswer(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    if (scope.route.isTunnelled() && scope.clientContext.getSSLSession() == null) {
      response.close();
      throw new ProxyRefusedException(response.getCode());
    }
    return response;
  }

  private static void setProxy(HttpClientBuilder builder, URI proxy, SpotifySettings settings) {
    ProxyRoutePlanner planner = new ProxyRoutePlanner(proxy, settings.noProxy(), false);
    builder.setRoutePlanner(planner);
    planner.credentials().ifPresent(builder::setDefaultCredentialsProvider);
    builder.addExecInterceptorBefore(
        ChainElement.CONNECT.name(), "refused", HttpClientFactory::refuseProxysAnswer);
  }
}
