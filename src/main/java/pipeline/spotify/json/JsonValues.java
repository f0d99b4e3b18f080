package pipeline.spotify.json;

import com.google.gson.JsonElement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSON value as what a column wants, or null where it is something else. */
public final class JsonValues {
  private static final Pattern INTEGER = Pattern.compile("(-?[0-9]{1,10})(\\.0{1,9})?");

  private JsonValues() {}

  static @Nullable public Integer integer(@Nullable JsonElement json) {
    if (json == null || !json.isJsonPrimitive() || !json.getAsJsonPrimitive().isNumber()) {
      return null;
    }
    // By its text: "1e999999999" is a number too, and takes for ever to become an exact one.
    var matcher = INTEGER.matcher(json.getAsString());
    if (!matcher.matches()) {
      return null;
    }
    long value = Long.parseLong(matcher.group(1));
    return value == (int) value ? Integer.valueOf((int) value) : null;
  }

  static @Nullable public String text(@Nullable JsonElement json) {
    return json != null && json.isJsonPrimitive() && json.getAsJsonPrimitive().isString()
        ? json.getAsString()
        : null;
  }

  static @Nullable public Boolean bool(@Nullable JsonElement json) {
    if (json == null || !json.isJsonPrimitive() || !json.getAsJsonPrimitive().isBoolean()) {
      return null;
    }
    return json.getAsBoolean();
  }
}
