package pipeline.spotify.auth;

import java.util.Map;
import pipeline.spotify.http.ApiRequest;

/** The OAuth grant for a token that acts for the app, without a user. */
public record ClientCredentialsGrant(TokenEndpoint endpoint) implements OAuthGrant {
  @Override
  public ApiRequest tokenRequest() {
    return endpoint.request(Map.of("grant_type", "client_credentials"));
  }
}
