package pipeline.simulator.fault;

import com.google.gson.JsonObject;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimResponse;
import pipeline.simulator.options.Fault;

/** The faults that replace the correct response with a faulty one. */
public final class ResponseFault {
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String ONE_DAY_SECONDS = "86400";

  private ResponseFault() {}

  public static SimResponse create(Fault fault, SimRequest request) {
    return switch (fault.kind()) {
      case RATE_LIMITED -> rateLimited(fault.setting("retry-after", "1"));
      case RATE_LIMITED_EMPTY ->
          withRetryAfter(SimResponse.text(429, PLAIN, ""), fault.setting("retry-after", "1"));
      case QUOTA_EXCEEDED -> quotaExceeded(fault.setting("retry-after", ONE_DAY_SECONDS));
      case UNAUTHORIZED -> SimResponse.error(401, "The access token expired");
      case SERVER_ERROR -> withOptionalRetryAfter(SimResponse.error(500, "Server error."), fault);
      case BAD_GATEWAY ->
          withOptionalRetryAfter(
              SimResponse.text(502, HTML, "<html><h1>502 Bad Gateway</h1></html>"), fault);
      case UNAVAILABLE -> withOptionalRetryAfter(SimResponse.text(503, PLAIN, ""), fault);
      case BAD_REQUEST -> SimResponse.error(400, "Bad request");
      case NOT_BEARER -> SimResponse.error(400, "Only valid bearer authentication supported");
      case NOT_FOUND -> SimResponse.error(404, "Resource not found");
      case NO_SERVICE -> SimResponse.error(404, "Service not found");
      case FORBIDDEN -> SimResponse.error(403, "Forbidden");
      case PREMIUM_NEEDED ->
          SimResponse.text(
              403, PLAIN, "Active premium subscription required for the owner of the app.");
      case NOT_REGISTERED ->
          SimResponse.text(
              403,
              PLAIN,
              "Check settings on developer.spotify.com/dashboard, the user may not be registered.");
      case NOT_APPROVED -> SimResponse.error(403, "User not approved for app");
      case BLOCKED ->
          SimResponse.text(
              403,
              HTML,
              "<!DOCTYPE html><html><head><title>Access to this site is blocked</title>"
                  + "<style>p {color: red}</style></head><body><p>Ask the help desk.</p></body>"
                  + "</html>");
      case NOT_JSON -> SimResponse.text(200, HTML, "<html><body>Please log in</body></html>");
      case EMPTY_BODY -> SimResponse.text(200, "application/json; charset=utf-8", "");
      case REDIRECT ->
          SimResponse.text(302, PLAIN, "")
              .withHeader(
                  "Location", fault.setting("to", "http://foreign.example") + request.target());
      default -> throw new IllegalArgumentException(fault.kind() + " replaces no response");
    };
  }

  private static SimResponse withOptionalRetryAfter(SimResponse response, Fault fault) {
    return withRetryAfter(response, fault.setting("retry-after", "none"));
  }

  private static SimResponse withRetryAfter(SimResponse response, String retryAfter) {
    return retryAfter.equals("none") ? response : response.withHeader("Retry-After", retryAfter);
  }

  /** Returns the response to a request that exceeds the rate limit. */
  public static SimResponse rateLimited(String retryAfter) {
    return withRetryAfter(SimResponse.error(429, "API rate limit exceeded"), retryAfter);
  }

  /** Returns the response to a request that exceeds the 24-hour quota of its family. */
  public static SimResponse quotaExceeded(String retryAfter) {
    JsonObject body = SimResponse.errorBody(429, "Quota exceeded");
    body.getAsJsonObject("error").addProperty("reason", "QUOTA_EXCEEDED");
    return withRetryAfter(SimResponse.json(429, body), retryAfter);
  }
}
