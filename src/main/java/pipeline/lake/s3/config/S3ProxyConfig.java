package pipeline.lake.s3.config;

import java.net.URI;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.LakeSettings;
import pipeline.tls.NoProxyPolicy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** Through the proxy for https, but for what NO_PROXY lists and for this machine. */
public final class S3ProxyConfig extends DefaultRoutePlanner {
  private final HttpHost proxy;
  private final NoProxyPolicy direct;

  private S3ProxyConfig(HttpHost proxy, NoProxyPolicy direct) {
    super(DefaultSchemePortResolver.INSTANCE);
    this.proxy = proxy;
    this.direct = direct;
  }

  /** Without HTTPS_PROXY the JVM's properties count, such as https.proxyHost. */
  static void configure(Apache5HttpClient.Builder http, LakeSettings settings) {
    http.proxyConfiguration(
        ProxyConfiguration.builder()
            .useEnvironmentVariableValues(false)
            .useSystemPropertyValues(settings.proxy().isEmpty())
            .build());
    settings
        .proxy()
        .ifPresent(
            url -> {
              HttpHost proxy = new HttpHost(url.getScheme(), url.getHost(), port(url));
              http.httpRoutePlanner(
                  new S3ProxyConfig(proxy, NoProxyPolicy.parse(settings.noProxy())));
              http.credentialsProvider(credentials(proxy, url.getUserInfo()));
            });
  }

  /** Whether requests to S3 go through the proxy. */
  public static boolean mayProxy(LakeSettings settings) {
    URI server =
        settings
            .find("AWS_ENDPOINT_URL_S3")
            .or(() -> settings.find("AWS_ENDPOINT_URL"))
            .map(URI::create)
            .orElse(URI.create("https://s3.amazonaws.com"));
    return settings.proxy().isPresent()
        && "https".equalsIgnoreCase(server.getScheme())
        && !NoProxyPolicy.parse(settings.noProxy()).isDirect(server.getHost(), port(server));
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  private static CredentialsProvider credentials(HttpHost proxy, @Nullable String userInfo) {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    if (userInfo != null) {
      String[] user = userInfo.split(":", 2);
      credentials.setCredentials(
          new AuthScope(proxy),
          new UsernamePasswordCredentials(user[0], (user.length > 1 ? user[1] : "").toCharArray()));
    }
    return credentials;
  }

  @Override
  protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
    int port = DefaultSchemePortResolver.INSTANCE.resolve(target);
    boolean https = "https".equalsIgnoreCase(target.getSchemeName());
    return https && !direct.isDirect(target.getHostName(), port) ? proxy : null;
  }
}
