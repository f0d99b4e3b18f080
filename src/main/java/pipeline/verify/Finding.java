package pipeline.verify;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem of an object in the lake.
 *
 * @param symbol a character that marks the state
 * @param state the state of the partition, as {@code status} names it, or {@code unknown}
 * @param ds the date of the partition; null for an unknown object
 * @param table the qualified name of the table
 * @param key the key of the object
 * @param message what is wrong: where; what to do
 */
public record Finding(
    String symbol, String state, @Nullable LocalDate ds, String table, String key, String message) {

  /** Returns the state and the message in one line, without a line break. */
  public String format() {
    return "%s %-8s  %s".formatted(symbol, state, message);
  }

  Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("state", state);
    members.put("date", ds);
    members.put("table", table);
    members.put("key", key);
    members.put("message", message);
    return members;
  }
}
