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

/** Turns an answer of success that is not one whole JSON object into a failure of the transport. */
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
      // To skip it would let pass what cannot be read afterwards, as a control character in a text.
      JsonElement unused = JsonParser.parseReader(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("something follows it");
      }
    } catch (IOException | IllegalStateException | JsonParseException broken) {
      throw new TruncatedBodyException(
          "the answer (%d bytes) is no whole JSON object: %s"
              .formatted(body.length, what(reply, broken)),
          broken);
    }
  }

  private static String what(ApiResponse reply, Exception broken) {
    return HtmlTextParser.isHtml(reply)
        ? "it is a page of HTML " + SpotifyErrorBody.parse(reply).quote()
        : SpotifyErrorBody.oneLine(String.valueOf(broken.getMessage()));
  }

  /** Of an answer that has passed here. */
  public static JsonObject parseObject(ApiResponse reply) {
    return JsonParser.parseReader(strictReader(reply.body())).getAsJsonObject();
  }

  /** Strict, and no deeper than any answer of Spotify's by far. */
  public static JsonReader strictReader(byte[] body) {
    JsonReader json =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(64);
    return json;
  }
}
