package pipeline.simulator.fault;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.function.Consumer;

/**
 * A field of objects within JSON, which comes, goes or changes its type.
 *
 * @param within names on the way to the objects that have it, with dots; empty for the top
 */
record FieldFault(String within, String name) {

  /** As in {@code name} or {@code artists.id}; a list on the way stands for all its entries. */
  static FieldFault of(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0
        ? new FieldFault("", path)
        : new FieldFault(path.substring(0, dot), path.substring(dot + 1));
  }

  void addTo(JsonElement json) {
    each(json, within, object -> object.addProperty(name, "new"));
  }

  void dropFrom(JsonElement json) {
    each(json, within, object -> object.remove(name));
  }

  void changeIn(JsonElement json) {
    each(json, within, this::change);
  }

  private void change(JsonObject object) {
    if (object.has(name)) {
      JsonObject instead = new JsonObject();
      instead.add("value", object.get(name));
      object.add(name, instead);
    }
  }

  private static void each(JsonElement json, String way, Consumer<JsonObject> found) {
    if (json instanceof JsonArray list) {
      list.forEach(entry -> each(entry, way, found));
    } else if (json instanceof JsonObject object) {
      if (way.isEmpty()) {
        found.accept(object);
      } else {
        String[] steps = way.split("\\.", 2);
        each(object.get(steps[0]), steps.length == 1 ? "" : steps[1], found);
      }
    }
  }
}
