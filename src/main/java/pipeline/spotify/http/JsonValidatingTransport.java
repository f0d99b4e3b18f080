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

/** Turns a successful response that is not one complete JSON object into a transport failure. */
public final class JsonValidatingTransport implements HttpTransport {
  private final HttpTransport inner;

  public JsonValidatingTransport(HttpTransport inner) {
    this.inner = inner;
  }

  @Override
  public ApiResponse send(ApiRequest call) throws IOException {
    ApiResponse reply = inner.send(call);
    if (reply.isSuccess()) {
      checkComplete(reply);
    }
    return reply;
  }

  private static void checkComplete(ApiResponse reply) throws TruncatedBodyException {
    byte[] body = reply.body();
    try (JsonReader json = strictReader(body)) {
      if (json.peek() != JsonToken.BEGIN_OBJECT) {
        throw new IOException("it begins with " + json.peek());
      }
      // Skipping the value would accept text that cannot be parsed later, such as a control
      // character.
      JsonElement unused = JsonParser.parseReader(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("the object is followed by other text");
      }
    } catch (IOException | IllegalStateException | JsonParseException broken) {
      throw new TruncatedBodyException(
          "the response (%d bytes) is not a complete JSON object: %s"
              .formatted(body.length, what(reply, broken)),
          broken);
    }
  }

  private static String what(ApiResponse reply, Exception broken) {
    return HtmlTextParser.isHtml(reply)
        ? "it is an HTML page " + SpotifyErrorBody.parse(reply).quote()
        : SpotifyErrorBody.oneLine(String.valueOf(broken.getMessage()));
  }

  /** Returns the object of a validated response. */
  public static JsonObject parseObject(ApiResponse reply) {
    return JsonParser.parseReader(strictReader(reply.body())).getAsJsonObject();
  }

  /** Returns a strict reader, whose nesting limit is far above that of any response of Spotify. */
  public static JsonReader strictReader(byte[] body) {
    JsonReader json =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(64);
    return json;
  }
}
