package pipeline.spotify;

import java.util.Map;

/** Client credentials: the app for itself, without any user. */
record AppGrant(TokenEndpoint endpoint) implements Grant {
  @Override
  public HttpCall call() {
    return endpoint.ask(Map.of("grant_type", "client_credentials"));
  }

  @Override
  public void granted(HttpReply reply) {}
}
