package pipeline.output;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text format with one line per row. Values are texts, numbers, booleans, dates, and maps and
 * lists of these.
 */
public interface RowFormat {
  /** Returns the text before the first row, or "". */
  String header();

  /** Returns a row as text, with the line end. */
  String format(List<@Nullable Object> row);

  /** Returns the header and all rows of a table. */
  default String format(ResultTable table) {
    return table.rows().stream().map(this::format).collect(Collectors.joining("", header(), ""));
  }
}
