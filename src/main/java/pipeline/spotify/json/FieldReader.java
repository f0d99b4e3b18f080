package pipeline.spotify.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
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
 * Reads the fields of a JSON object by name. Unknown fields and values of an unexpected type become
 * extras. The key of an extra is its path in the object.
 */
final class FieldReader {
  private final JsonObject json;
  private final String path;
  private final SortedMap<String, JsonElement> extras;
  private final Set<String> readFields = new HashSet<>();

  FieldReader(JsonObject json) {
    this(json, "", new TreeMap<>());
  }

  private FieldReader(JsonObject json, String path, SortedMap<String, JsonElement> extras) {
    this.json = json;
    this.path = path;
    this.extras = extras;
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

  /** Returns whether the field has a value other than null. */
  boolean has(String name) {
    return json.has(name) && !json.get(name).isJsonNull();
  }

  /** Returns the URL of Spotify's page from {@code external_urls}; null if there is none. */
  @Nullable String url() {
    JsonObject object = value("external_urls", FieldReader::asObject);
    if (object == null) {
      return null;
    }
    FieldReader urls = new FieldReader(object, path + "external_urls.", extras);
    String url = urls.text("spotify");
    urls.collectExtras(Set.of());
    return url;
  }

  /**
   * Returns the objects in an array. If an element is not an object, the returned list has null in
   * its place, and the element becomes an extra.
   */
  List<@Nullable FieldReader> objects(String name) {
    JsonArray array = value(name, element -> element instanceof JsonArray list ? list : null);
    List<@Nullable FieldReader> objects = new ArrayList<>();
    for (int i = 0; array != null && i < array.size(); i++) {
      String elementPath = path + name + "." + i;
      JsonObject object = asObject(array.get(i));
      if (object == null) {
        extras.put(elementPath, array.get(i));
      }
      objects.add(object == null ? null : new FieldReader(object, elementPath + ".", extras));
    }
    return objects;
  }

  private static @Nullable JsonObject asObject(JsonElement element) {
    return element instanceof JsonObject object ? object : null;
  }

  /** Adds to the extras all fields that were not read and are not ignored. */
  void collectExtras(Set<String> ignored) {
    for (Map.Entry<String, JsonElement> field : json.entrySet()) {
      if (!readFields.contains(field.getKey()) && !ignored.contains(field.getKey())) {
        extras.put(path + field.getKey(), field.getValue());
      }
    }
  }

  /**
   * Returns the extras of the object as JSON with sorted keys; null if there are none.
   *
   * @param ignored the fields that do not become extras
   */
  @Nullable String extras(Set<String> ignored) {
    collectExtras(ignored);
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
    if (value instanceof JsonObject unsorted) {
      JsonObject object = new JsonObject();
      new TreeMap<>(unsorted.asMap()).forEach((name, field) -> object.add(name, sorted(field)));
      return object;
    }
    if (value instanceof JsonArray entries) {
      JsonArray array = new JsonArray();
      entries.forEach(entry -> array.add(sorted(entry)));
      return array;
    }
    return value;
  }
}
