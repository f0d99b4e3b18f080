package pipeline.output;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text format with one line per row. Values are texts, numbers, booleans, dates, and maps and
 * lists of these.
 */
public interface RowFormat {
  /** Returns the text before the first row, or "". */
  String header();

  /** Returns a row with its line end. */
  String format(List<@Nullable Object> row);

  /** Writes the header and all rows of a table. */
  default void write(ResultTable table, Appendable output) throws IOException {
    output.append(header());
    for (List<@Nullable Object> row : table.rows()) {
      output.append(format(row));
    }
  }
}
