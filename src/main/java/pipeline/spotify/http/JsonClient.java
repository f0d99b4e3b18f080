package pipeline.spotify.http;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.quota.CallReservation;

/**
 * Sends requests to the API and returns the JSON object in the response.
 *
 * @param calls the reservation from which the requests take their calls; null for none
 */
public record JsonClient(HttpTransport http, URI base, @Nullable CallReservation calls) {

  public JsonClient(HttpTransport http, URI base) {
    this(http, base, null);
  }

  /** Returns a client whose requests use calls that were reserved from the daily quota. */
  public JsonClient withCalls(CallReservation reserved) {
    return new JsonClient(http, base, reserved);
  }

  /** Returns the URL of an endpoint, without parameters. */
  public URI endpoint(String path) {
    return UrlBuilder.resolve(base, path);
  }

  public JsonObject get(String kind, URI endpoint, Map<String, String> parameters) {
    return send(ApiRequest.get(UrlBuilder.withParameters(endpoint, parameters), kind, calls));
  }

  /**
   * Requests an object from an endpoint that is closed to some apps.
   *
   * @throws SpotifyException CLOSED if Spotify answers 429 again after every required wait
   */
  public JsonObject getUnlessClosed(String kind, URI endpoint, Map<String, String> parameters) {
    return send(
        ApiRequest.get(UrlBuilder.withParameters(endpoint, parameters), kind).withMayBeClosed());
  }

  /**
   * Returns the result of a request. If Spotify answers that the item or the path does not exist,
   * sends the request once more, because a single 404 can be wrong.
   */
  public static <T extends @Nullable Object> T repeatIfMissing(Supplier<T> request) {
    try {
      return request.get();
    } catch (SpotifyException failure) {
      if (!failure.isMissing()) {
        throw failure;
      }
      return request.get();
    }
  }

  /** Sends a POST request, which is not retried after a server error. */
  public JsonObject post(String kind, URI endpoint, JsonObject body) {
    return send(ApiRequest.postJson(endpoint, body.toString(), kind));
  }

  private JsonObject send(ApiRequest request) {
    ApiResponse response;
    try {
      response = http.send(request);
    } catch (IOException failure) {
      throw SpotifyErrorTranslator.translate(request, failure);
    }
    if (!response.isSuccess()) {
      throw SpotifyErrorTranslator.translate(request, response);
    }
    return JsonValidatingTransport.parseObject(response);
  }
}
