package pipeline.report.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a table.
 *
 * @param html content of the cell
 * @param value text to sort by and to draw charts from; null to use the content
 */
record HtmlCell(String html, @Nullable String value) {
  /** A cell without a value. */
  static final HtmlCell NONE = new HtmlCell("–", "");

  /** Returns a cell with the text of the value; {@link #NONE} for null or an empty text. */
  static HtmlCell from(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    return text.isEmpty()
        ? NONE
        : new HtmlCell(HtmlEscaper.escape(HtmlEscaper.truncate(text)), null);
  }

  static HtmlCell number(long number) {
    return number < 1000 && number > -1000
        ? new HtmlCell(Long.toString(number), null)
        : new HtmlCell(Formats.number(number), Long.toString(number));
  }

  /** Returns a cell with a share as a percentage; {@link #NONE} if the total is zero. */
  static HtmlCell share(long part, long total) {
    return total == 0
        ? NONE
        : new HtmlCell(
            Formats.percent(part, total),
            String.format(Locale.ROOT, "%.4f", (double) part / total));
  }
}
