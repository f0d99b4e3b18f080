package pipeline.spotify.http;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import pipeline.spotify.api.SpotifyException;

/**
 * Sends requests to an endpoint and returns the JSON object of the response, or throws the reason.
 */
public final class JsonClient {
  private final HttpTransport http;
  private final URI base;

  public JsonClient(HttpTransport http, URI base) {
    this.http = http;
    this.base = base;
  }

  /** Returns the address of an endpoint without parameters. */
  public URI endpoint(String path) {
    return UrlBuilder.resolve(base, path);
  }

  public JsonObject get(String kind, URI endpoint, Map<String, String> parameters) {
    return send(ApiRequest.get(UrlBuilder.withParameters(endpoint, parameters), kind));
  }

  /**
   * Returns the object of an endpoint that is closed to some apps.
   *
   * @throws SpotifyException CLOSED after a few 429s with short, obeyed waits
   */
  public JsonObject getUnlessClosed(String kind, URI endpoint, Map<String, String> parameters) {
    return send(
        ApiRequest.get(UrlBuilder.withParameters(endpoint, parameters), kind).perhapsClosed());
  }

  /** Sends a request once; the caller decides about transient failures. */
  public JsonObject post(String kind, URI endpoint, JsonObject body) {
    return send(ApiRequest.postJson(endpoint, body.toString(), kind));
  }

  private JsonObject send(ApiRequest call) {
    ApiResponse reply;
    try {
      reply = http.send(call);
    } catch (IOException failure) {
      throw SpotifyErrorTranslator.translate(call, failure);
    }
    if (!reply.isSuccess()) {
      throw SpotifyErrorTranslator.translate(call, reply);
    }
    return JsonValidatingTransport.parseObject(reply);
  }
}
