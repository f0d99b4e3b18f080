package pipeline.spotify.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of Spotify's whose fields are taken one by one. What is no field of ours, and not on
 * the list of those that we leave out, and what does not fit its column is collected as extras,
 * under its path.
 */
final class FieldReader {
  private final JsonObject json;
  private final String path;
  private final SortedMap<String, JsonElement> extras;
  private final Set<String> readFields = new HashSet<>();

  private FieldReader(JsonObject json, String path, SortedMap<String, JsonElement> extras) {
    this.json = json;
    this.path = path;
    this.extras = extras;
  }

  static FieldReader from(JsonObject json) {
    return new FieldReader(json, "", new TreeMap<>());
  }

  @Nullable String text(String name) {
    return value(name, JsonValues::text);
  }

  @Nullable Integer integer(String name) {
    return value(name, JsonValues::integer);
  }

  @Nullable Boolean bool(String name) {
    return value(name, JsonValues::bool);
  }

  /** Returns whether the field has a value, of whatever type. */
  boolean has(String name) {
    return json.has(name) && !json.get(name).isJsonNull();
  }

  /** The link to Spotify's page, and nothing else of {@code external_urls}. */
  @Nullable String url() {
    FieldReader urls = object("external_urls");
    if (urls == null) {
      return null;
    }
    String url = urls.text("spotify");
    urls.collectExtras(Set.of());
    return url;
  }

  @Nullable FieldReader object(String name) {
    JsonObject object =
        value(name, element -> element.isJsonObject() ? element.getAsJsonObject() : null);
    return object == null ? null : new FieldReader(object, path + name + ".", extras);
  }

  /** The entries of an array in their places; one that is no object is null, and an extra. */
  List<@Nullable FieldReader> objects(String name) {
    JsonArray array =
        value(name, element -> element.isJsonArray() ? element.getAsJsonArray() : null);
    List<@Nullable FieldReader> objects = new ArrayList<>();
    for (int i = 0; array != null && i < array.size(); i++) {
      String elementPath = path + name + "." + i;
      if (array.get(i).isJsonObject()) {
        objects.add(new FieldReader(array.get(i).getAsJsonObject(), elementPath + ".", extras));
      } else {
        objects.add(null);
        extras.put(elementPath, array.get(i));
      }
    }
    return objects;
  }

  /** Collects every field that was not taken and is not left out. */
  void collectExtras(Set<String> ignored) {
    for (Map.Entry<String, JsonElement> field : json.entrySet()) {
      if (!readFields.contains(field.getKey()) && !ignored.contains(field.getKey())) {
        extras.put(path + field.getKey(), field.getValue());
      }
    }
  }

  /** The extras of this object and those in it, as JSON with sorted keys; null where none are. */
  @Nullable String extras() {
    if (extras.isEmpty()) {
      return null;
    }
    JsonObject sorted = new JsonObject();
    extras.forEach((name, value) -> sorted.add(name, sorted(value)));
    return sorted.toString();
  }

  private <T> @Nullable T value(String name, Function<JsonElement, @Nullable T> parser) {
    readFields.add(name);
    JsonElement found = json.get(name);
    if (found == null || found.isJsonNull()) {
      return null;
    }
    T value = parser.apply(found);
    if (value == null) {
      extras.put(path + name, found);
    }
    return value;
  }

  private static JsonElement sorted(JsonElement value) {
    if (value.isJsonObject()) {
      JsonObject object = new JsonObject();
      new TreeMap<>(value.getAsJsonObject().asMap())
          .forEach((name, field) -> object.add(name, sorted(field)));
      return object;
    }
    if (value.isJsonArray()) {
      JsonArray array = new JsonArray();
      value.getAsJsonArray().forEach(entry -> array.add(sorted(entry)));
      return array;
    }
    return value.isJsonNull() ? JsonNull.INSTANCE : value;
  }
}
