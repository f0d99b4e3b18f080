package pipeline.report.page;

/**
 * What fills a section of the page.
 *
 * @param name of the section in the template
 * @param summary what the section's chart or table says, in a sentence or two; HTML
 * @param table HTML
 */
record Section(String name, String summary, String table) {

  /** With a gist of plain text. */
  static Section create(String name, String summary, HtmlTable table) {
    return new Section(name, HtmlEscaper.escape(summary), table.html());
  }
}
