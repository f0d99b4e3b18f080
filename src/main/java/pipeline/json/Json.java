package pipeline.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, iterables, numbers, booleans and text as JSON on one line. */
public final class Json {
  private Json() {}

  /** Members in the map's own order; a member that is null is left out. */
  public static String line(Map<String, ? extends @Nullable Object> members) {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setHtmlSafe(false);
    json.setSerializeNulls(false);
    try {
      write(json, members);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonWriter json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.nullValue();
    } else if (value instanceof Map<?, ?> members) {
      writeObject(json, members);
    } else if (value instanceof Iterable<?> items) {
      json.beginArray();
      for (Object item : items) {
        write(json, item);
      }
      json.endArray();
    } else if (value instanceof Boolean bool) {
      json.value(bool);
    } else if (value instanceof Number number) {
      json.value(number);
    } else {
      json.value(value.toString());
    }
  }

  private static void writeObject(JsonWriter json, Map<?, ?> members) throws IOException {
    json.beginObject();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      json.name(String.valueOf(member.getKey()));
      write(json, member.getValue());
    }
    json.endObject();
  }
}
