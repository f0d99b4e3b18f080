package pipeline.report.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a table.
 *
 * @param html what is shown
 * @param value what it is sorted and drawn by, as text; null where that is the text shown
 */
record Cell(String html, @Nullable String value) {
  /** Where there is nothing to say. */
  static final Cell NONE = new Cell("–", "");

  static Cell text(@Nullable String text) {
    return text == null || text.isEmpty() ? NONE : new Cell(Html.text(Html.cut(text)), null);
  }

  static Cell of(@Nullable Object value) {
    return value == null ? NONE : text(value.toString());
  }

  static Cell number(long number) {
    return number < 1000 && number > -1000
        ? new Cell(Long.toString(number), null)
        : new Cell(Words.number(number), Long.toString(number));
  }

  /** A share of 0 to 1. */
  static Cell share(double share) {
    return new Cell(Words.percent(share), String.format(Locale.ROOT, "%.4f", share));
  }

  /** A name or a list of them, with links; sorted by its text. */
  static Cell html(String html) {
    return new Cell(html, null);
  }
}
