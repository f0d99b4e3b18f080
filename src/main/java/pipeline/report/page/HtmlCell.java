package pipeline.report.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a table.
 *
 * @param html what is shown
 * @param value what it is sorted and drawn by, as text; null where that is the text shown
 */
record HtmlCell(String html, @Nullable String value) {
  /** Where there is nothing to say. */
  static final HtmlCell NONE = new HtmlCell("–", "");

  static HtmlCell text(@Nullable String text) {
    return text == null || text.isEmpty()
        ? NONE
        : new HtmlCell(HtmlEscaper.escape(HtmlEscaper.truncate(text)), null);
  }

  static HtmlCell from(@Nullable Object value) {
    return value == null ? NONE : text(value.toString());
  }

  static HtmlCell number(long number) {
    return number < 1000 && number > -1000
        ? new HtmlCell(Long.toString(number), null)
        : new HtmlCell(Formats.number(number), Long.toString(number));
  }

  /** A share of 0 to 1. */
  static HtmlCell share(double share) {
    return new HtmlCell(Formats.percent(share), String.format(Locale.ROOT, "%.4f", share));
  }

  /** A name or a list of them, with links; sorted by its text. */
  static HtmlCell html(String html) {
    return new HtmlCell(html, null);
  }
}
