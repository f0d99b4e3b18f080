package pipeline.spotify.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.UrlBuilder;

/** The token endpoint of the accounts service, and the app's credentials. */
public record TokenEndpoint(SpotifySettings settings) {
  /**
   * Returns a token request. If there is a client secret, a header contains the credentials;
   * otherwise the form contains the client ID.
   */
  ApiRequest request(Map<String, String> form) {
    URI uri = UrlBuilder.resolve(settings.accountsUrl(), "/api/token");
    if (settings.clientSecret().isEmpty()) {
      Map<String, String> formWithClient = new LinkedHashMap<>(form);
      formWithClient.put("client_id", settings.clientId());
      return ApiRequest.tokenForm(uri, UrlBuilder.form(formWithClient), null);
    }
    String pair = settings.clientId() + ":" + settings.clientSecret();
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return ApiRequest.tokenForm(
        uri, UrlBuilder.form(form), "Basic " + Base64.getEncoder().encodeToString(bytes));
  }
}
