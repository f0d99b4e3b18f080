package pipeline.spotify.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.UrlBuilder;

/** The token endpoint and the app's credentials. */
public final class TokenEndpoint {
  private final URI uri;
  private final String clientId;
  private final String clientSecret;

  public TokenEndpoint(SpotifySettings settings) {
    this.uri = UrlBuilder.resolve(settings.accountsUrl(), "/api/token");
    this.clientId = settings.clientId();
    this.clientSecret = settings.clientSecret();
  }

  /**
   * Returns the header with the secret; null if there is none, because the form then names the app.
   */
  ApiRequest request(Map<String, String> form) {
    if (!clientSecret.isEmpty()) {
      String pair = clientId + ":" + clientSecret;
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      return ApiRequest.tokenForm(
          uri, UrlBuilder.form(form), "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    Map<String, String> formWithClient = new LinkedHashMap<>(form);
    formWithClient.put("client_id", clientId);
    return ApiRequest.tokenForm(uri, UrlBuilder.form(formWithClient), null);
  }
}
