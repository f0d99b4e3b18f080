package pipeline.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as lines of text, one after the other, however many: what a sheet is too small for. Values
 * are texts, numbers, booleans, dates, and maps and lists of these.
 */
public interface RowFormat {
  /** What comes before the first row; empty for nothing. */
  String header();

  /** A row with its line end. */
  String format(List<@Nullable Object> row);
}
