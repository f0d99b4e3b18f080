package pipeline.output;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text format with one line per row. A value is a text, a number, a boolean, a date, or a map or
 * list of such values.
 */
public interface RowFormat {
  /** Returns the text before the first row; empty if there is none. */
  String header();

  /** Returns a row as text, with the line end. */
  String format(List<@Nullable Object> row);

  /** Returns the header and all rows of a table. */
  default String format(ResultTable table) {
    return table.rows().stream().map(this::format).collect(Collectors.joining("", header(), ""));
  }
}
