package pipeline.simulator.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response, in a form that does not depend on the HTTP server. */
public record SimResponse(
    int status,
    Map<String, String> headers,
    String body,
    ResponseDelivery delivery,
    int delayMillis) {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String CHALLENGE =
      "Bearer realm=\"spotify\", error=\"invalid_token\", error_description=\"%s\"";

  /** The part of a response that reaches the client. */
  public enum ResponseDelivery {
    COMPLETE,
    /**
     * Half of the body, although Content-Length has the length of the whole body. Then the
     * connection closes.
     */
    TRUNCATED,
    /** Nothing. The connection closes without a response. */
    NONE
  }

  public static SimResponse json(int status, JsonElement body) {
    return text(status, JSON, SimulatorJson.text(body));
  }

  public static SimResponse text(int status, String type, String body) {
    return new SimResponse(
        status, Map.of("Content-Type", type), body, ResponseDelivery.COMPLETE, 0);
  }

  /**
   * Returns an error response in the format of the API. A response with status 401 has a
   * WWW-Authenticate header.
   */
  public static SimResponse error(int status, String message) {
    SimResponse response = json(status, errorBody(status, message));
    return status == 401
        ? response.withHeader("WWW-Authenticate", CHALLENGE.formatted(message))
        : response;
  }

  public static JsonObject errorBody(int status, String message) {
    JsonObject error = new JsonObject();
    error.addProperty("status", status);
    error.addProperty("message", message);
    JsonObject body = new JsonObject();
    body.add("error", error);
    return body;
  }

  /**
   * Returns a copy with a Cache-Control header and with an entity tag, which is computed from the
   * body.
   */
  public SimResponse withCaching(String cacheControl) {
    return withHeader("Cache-Control", cacheControl)
        .withHeader("ETag", "W/\"%08x\"".formatted(body.hashCode()));
  }

  public SimResponse withHeader(String header, String value) {
    Map<String, String> newHeaders = new LinkedHashMap<>(headers);
    newHeaders.put(header, value);
    return new SimResponse(status, newHeaders, body, delivery, delayMillis);
  }

  public SimResponse withDelivery(ResponseDelivery newDelivery) {
    return new SimResponse(status, headers, body, newDelivery, delayMillis);
  }

  public SimResponse withDelay(int millis) {
    return new SimResponse(status, headers, body, delivery, delayMillis + millis);
  }
}
