package pipeline.report.page;

import java.util.List;
import pipeline.report.page.HtmlTable.HtmlColumn;

/**
 * A section of the page.
 *
 * @param name name in the template, and id of the table
 * @param summary key figures in up to three sentences, as HTML; can be empty
 * @param table the table, or a note that it has no rows, as HTML
 */
record Section(String name, String summary, String table) {

  /**
   * Renders a section.
   *
   * @param summary key figures, as plain text
   * @param caption explanation of the table, as plain text
   */
  static <R> Section create(
      String name, String summary, String caption, List<R> rows, List<HtmlColumn<R>> columns) {
    return new Section(
        name, HtmlEscaper.escape(summary), HtmlTable.render(name, caption, rows, columns));
  }
}
