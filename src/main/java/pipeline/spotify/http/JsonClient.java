package pipeline.spotify.http;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import pipeline.spotify.api.SpotifyException;

/** Asks an endpoint and gives the JSON object that it answers, or says why there is none. */
public final class JsonClient {
  private final HttpTransport http;
  private final URI base;

  public JsonClient(HttpTransport http, URI base) {
    this.http = http;
    this.base = base;
  }

  /** The address of an endpoint, without parameters. */
  public URI endpoint(String path) {
    return UrlBuilder.resolve(base, path);
  }

  public JsonObject get(String kind, URI endpoint, Map<String, String> parameters) {
    return send(ApiRequest.get(UrlBuilder.withParameters(endpoint, parameters), kind));
  }

  /**
   * The same of an endpoint that is closed to some apps.
   *
   * @throws SpotifyException CLOSED after a few 429s whose short waits were waited for
   */
  public JsonObject getUnlessClosed(String kind, URI endpoint, Map<String, String> parameters) {
    return send(
        ApiRequest.get(UrlBuilder.withParameters(endpoint, parameters), kind).perhapsClosed());
  }

  /** Sent once: what fails in a way that may pass is for the caller to judge. */
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
