package pipeline.simulator.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Function;

/** JSON in the format of Spotify: with null values and without HTML escapes. */
public final class SimulatorJson {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private SimulatorJson() {}

  static String text(JsonElement element) {
    return GSON.toJson(element);
  }

  public static <T> JsonArray array(List<T> values, Function<T, ? extends JsonElement> render) {
    JsonArray array = new JsonArray(values.size());
    values.forEach(value -> array.add(render.apply(value)));
    return array;
  }

  public static JsonObject object(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }
}
