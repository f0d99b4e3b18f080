package pipeline.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, without its socket. */
record Reply(
    int status, Map<String, String> headers, String body, Delivery delivery, int delayMillis) {
  private static final String JSON = "application/json; charset=utf-8";

  /** How an answer reaches the client. */
  enum Delivery {
    WHOLE,
    /** Half of the body, though the length of all was announced; then the connection closes. */
    CUT,
    /** The connection closes without an answer. */
    NONE
  }

  static Reply json(int status, JsonElement body) {
    return text(status, JSON, Json.text(body));
  }

  static Reply text(int status, String type, String body) {
    return new Reply(status, Map.of("Content-Type", type), body, Delivery.WHOLE, 0);
  }

  /** An error as the API words it. */
  static Reply error(int status, String message) {
    return json(status, errorBody(status, message));
  }

  static JsonObject errorBody(int status, String message) {
    JsonObject error = new JsonObject();
    error.addProperty("status", status);
    error.addProperty("message", message);
    JsonObject body = new JsonObject();
    body.add("error", error);
    return body;
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body, delivery, delayMillis);
  }

  Reply delivered(Delivery how) {
    return new Reply(status, headers, body, how, delayMillis);
  }

  Reply delayed(int millis) {
    return new Reply(status, headers, body, delivery, delayMillis + millis);
  }
}
