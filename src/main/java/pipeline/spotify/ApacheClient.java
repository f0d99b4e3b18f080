package pipeline.spotify;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** HttpClient as we want it: nothing that it does by itself, for each retry has one owner. */
final class ApacheClient {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout SILENCE = Timeout.ofSeconds(30);

  private ApacheClient() {}

  static CloseableHttpClient of(SpotifySettings settings) {
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(connections(settings))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(SILENCE)
                    .setConnectionRequestTimeout(SILENCE)
                    .setRedirectsEnabled(false)
                    .build())
            .setUserAgent("pipeline")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching();
    if (settings.proxy() != null) {
      throughProxy(builder, settings.proxy(), settings);
    }
    return builder.build();
  }

  private static PoolingHttpClientConnectionManager connections(SpotifySettings settings) {
    PoolingHttpClientConnectionManagerBuilder builder =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(settings.maxInFlight())
            .setMaxConnPerRoute(settings.maxInFlight())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(SILENCE)
                    .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                    .setTimeToLive(10, TimeUnit.MINUTES)
                    .build());
    if (settings.caBundle() != null) {
      builder.setTlsSocketStrategy(
          new DefaultClientTlsStrategy(Trust.withBundle(settings.caBundle())));
    }
    return builder.build();
  }

  private static void throughProxy(HttpClientBuilder builder, URI proxy, SpotifySettings settings) {
    ProxyRoutes routes = ProxyRoutes.of(proxy, settings.noProxy());
    builder.setRoutePlanner(routes);
    if (proxy.getUserInfo() != null) {
      String[] pair = proxy.getUserInfo().split(":", 2);
      HttpHost host = routes.proxy();
      BasicCredentialsProvider credentials = new BasicCredentialsProvider();
      credentials.setCredentials(
          new AuthScope(host),
          new UsernamePasswordCredentials(pair[0], (pair.length > 1 ? pair[1] : "").toCharArray()));
      builder.setDefaultCredentialsProvider(credentials);
    }
  }
}
