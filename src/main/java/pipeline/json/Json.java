package pipeline.json;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts maps, iterables, numbers, booleans and text to JSON on one line, and back. */
public final class Json {
  private Json() {}

  /** Returns a JSON object with the members in the order of the map. Null members are omitted. */
  public static String formatObject(Map<String, ? extends @Nullable Object> members) {
    return format(members);
  }

  /** Returns the JSON of any value, including null. Null members of objects are omitted. */
  public static String format(@Nullable Object value) {
    return format(value, false);
  }

  /** Returns the JSON of any value, including the null members of objects. */
  public static String withNulls(@Nullable Object value) {
    return format(value, true);
  }

  private static String format(@Nullable Object value, boolean nulls) {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setSerializeNulls(nulls);
    try {
      write(json, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /**
   * Returns the members of an object in their order. Values are maps, lists, {@link BigDecimal}s,
   * booleans, texts and null.
   *
   * @throws IllegalArgumentException if the text is not one JSON object
   */
  public static Map<String, @Nullable Object> parseObject(String object) {
    try (JsonReader json = new JsonReader(new StringReader(object))) {
      Map<String, @Nullable Object> members = readObject(json);
      JsonToken unused = json.peek(); // throws an IOException if the text continues
      return members;
    } catch (IOException | IllegalStateException | NumberFormatException invalid) {
      throw new IllegalArgumentException("no JSON object: " + object, invalid);
    }
  }

  private static Map<String, @Nullable Object> readObject(JsonReader json) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      members.put(json.nextName(), readValue(json));
    }
    json.endObject();
    return members;
  }

  private static List<@Nullable Object> readArray(JsonReader json) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      items.add(readValue(json));
    }
    json.endArray();
    return items;
  }

  private static @Nullable Object readValue(JsonReader json) throws IOException {
    return switch (json.peek()) {
      case BEGIN_OBJECT -> readObject(json);
      case BEGIN_ARRAY -> readArray(json);
      case NUMBER -> new BigDecimal(json.nextString());
      case BOOLEAN -> json.nextBoolean();
      case NULL -> {
        json.nextNull();
        yield null;
      }
      default -> json.nextString();
    };
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
