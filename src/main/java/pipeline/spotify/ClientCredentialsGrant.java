package pipeline.spotify;

import java.util.Map;

/** Client credentials: the app for itself, without any user. */
record ClientCredentialsGrant(TokenEndpoint endpoint) implements OAuthGrant {
  @Override
  public ApiRequest call() {
    return endpoint.ask(Map.of("grant_type", "client_credentials"));
  }

  @Override
  public void granted(ApiResponse reply) {}
}
