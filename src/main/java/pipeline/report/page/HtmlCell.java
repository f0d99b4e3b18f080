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
  /** A cell without a value. The style sheet shows a dash in it. */
  static final HtmlCell NONE = new HtmlCell("", null);

  /** Returns a cell with the text of the value; {@link #NONE} for null or an empty text. */
  static HtmlCell from(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    return text.isEmpty()
        ? NONE
        : new HtmlCell(HtmlEscaper.escape(HtmlEscaper.truncate(text)), null);
  }

  static HtmlCell number(long number) {
    return new HtmlCell(Formats.number(number), null);
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
