package pipeline.spotify.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import pipeline.spotify.http.TransportFailures.TruncatedBodyException;

/**
 * Checks that a successful response is one complete JSON object. Throws a transport failure if it
 * is not.
 */
public record JsonValidatingTransport(HttpTransport inner) implements HttpTransport {

  @Override
  public ApiResponse send(ApiRequest request) throws IOException {
    ApiResponse response = inner.send(request);
    if (response.isSuccess()) {
      checkComplete(response);
    }
    return response;
  }

  private static void checkComplete(ApiResponse response) throws TruncatedBodyException {
    byte[] body = response.body();
    try (JsonReader json = strictReader(body)) {
      if (json.peek() != JsonToken.BEGIN_OBJECT) {
        throw new IOException("it begins with " + json.peek());
      }
      // Parse the value: skipping the value would accept invalid text such as a control character.
      JsonElement unused = JsonParser.parseReader(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("the object is followed by other text");
      }
    } catch (IOException | IllegalStateException | JsonParseException broken) {
      throw new TruncatedBodyException(
          "the response (%d bytes) is not a complete JSON object: %s"
              .formatted(body.length, what(response, broken)),
          broken);
    }
  }

  private static String what(ApiResponse response, Exception broken) {
    return HtmlTextParser.isHtml(response)
        ? "it is an HTML page " + SpotifyErrorBody.parse(response).quote()
        : SpotifyErrorBody.oneLine(String.valueOf(broken.getMessage()));
  }

  /** Returns the JSON object in a validated response. */
  public static JsonObject parseObject(ApiResponse response) {
    return parseObject(response.body());
  }

  /**
   * Parses a JSON object strictly.
   *
   * @throws JsonParseException if the text is not JSON
   * @throws IllegalStateException if the text is a JSON value other than an object
   */
  public static JsonObject parseObject(byte[] json) {
    return JsonParser.parseReader(strictReader(json)).getAsJsonObject();
  }

  /**
   * Returns a strict reader. The reader's nesting limit is far above the nesting of Spotify's
   * responses.
   */
  static JsonReader strictReader(byte[] body) {
    JsonReader json =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(64);
    return json;
  }
}
