package pipeline.spotify.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads JSON values by type. Every method returns null for a value of another type. */
public final class JsonValues {
  private static final Pattern INTEGER = Pattern.compile("(-?[0-9]{1,10})(\\.0{1,9})?");

  private JsonValues() {}

  /**
   * Returns the value if it is an integer without an exponent, such as 3 or 3.0, and fits into an
   * int.
   */
  public static @Nullable Integer integer(@Nullable JsonElement json) {
    if (!(json instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
      return null;
    }
    // Parse the text, because computing the exact value of 1e999999999 takes extremely long.
    var matcher = INTEGER.matcher(primitive.getAsString());
    if (!matcher.matches()) {
      return null;
    }
    long value = Long.parseLong(matcher.group(1));
    return value == (int) value ? Integer.valueOf((int) value) : null;
  }

  /** Returns the value if it is a string. */
  public static @Nullable String text(@Nullable JsonElement json) {
    return json instanceof JsonPrimitive primitive && primitive.isString()
        ? primitive.getAsString()
        : null;
  }

  /** Returns the value if it is true or false. */
  public static @Nullable Boolean bool(@Nullable JsonElement json) {
    return (json instanceof JsonPrimitive primitive && primitive.isBoolean())
        ? Boolean.valueOf(primitive.getAsBoolean())
        : null;
  }
}
