package pipeline.simulator.fault;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.function.Consumer;

/**
 * A field of objects within JSON, which comes, goes or changes its type.
 *
 * @param parentPath names on the way to the objects that have it, with dots; empty for the top
 */
record FieldFault(String parentPath, String name) {

  /** As in {@code name} or {@code artists.id}; a list on the way stands for all its entries. */
  static FieldFault parse(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0
        ? new FieldFault("", path)
        : new FieldFault(path.substring(0, dot), path.substring(dot + 1));
  }

  void addTo(JsonElement json) {
    forEachObject(json, parentPath, object -> object.addProperty(name, "new"));
  }

  void dropFrom(JsonElement json) {
    forEachObject(json, parentPath, object -> object.remove(name));
  }

  void changeIn(JsonElement json) {
    forEachObject(json, parentPath, this::change);
  }

  private void change(JsonObject object) {
    if (object.has(name)) {
      JsonObject replacement = new JsonObject();
      replacement.add("value", object.get(name));
      object.add(name, replacement);
    }
  }

  private static void forEachObject(JsonElement json, String path, Consumer<JsonObject> consumer) {
    if (json instanceof JsonArray list) {
      list.forEach(entry -> forEachObject(entry, path, consumer));
    } else if (json instanceof JsonObject object) {
      if (path.isEmpty()) {
        consumer.accept(object);
      } else {
        String[] steps = path.split("\\.", 2);
        forEachObject(object.get(steps[0]), steps.length == 1 ? "" : steps[1], consumer);
      }
    }
  }
}
