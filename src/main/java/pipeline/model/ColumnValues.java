package pipeline.model;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A function that copies the values of columns of a raw table. */
public final class ColumnValues {
  private ColumnValues() {}

  /** Returns an immutable copy without the columns whose value is null. */
  public static Map<String, @Nullable Object> copyOf(Map<String, @Nullable Object> columns) {
    return columns.entrySet().stream()
        .filter(column -> column.getValue() != null)
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, column -> Objects.requireNonNull(column.getValue())));
  }
}
