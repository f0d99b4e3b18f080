package pipeline.simulator.accounts;

import com.google.gson.JsonObject;
import pipeline.simulator.http.SimResponse;
import pipeline.simulator.http.SimulatorJson;

/**
 * The failure of a token request. The accounts service answers such a request with an OAuth error.
 */
final class OAuthErrorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String error;

  OAuthErrorException(int status, String error, String description) {
    super(description, null, false, false);
    this.status = status;
    this.error = error;
  }

  static OAuthErrorException invalidGrant(String description) {
    return new OAuthErrorException(400, "invalid_grant", description);
  }

  SimResponse toResponse() {
    JsonObject body = SimulatorJson.object("error", error);
    body.addProperty("error_description", getMessage());
    return SimResponse.json(status, body);
  }
}
