package pipeline.report.page;

/**
 * What fills a section of the page.
 *
 * @param name of the section in the template
 * @param gist what the section's chart or table says, in a sentence or two; HTML
 * @param table HTML
 */
record Section(String name, String gist, String table) {

  /** With a gist of plain text. */
  static Section of(String name, String gist, HtmlTable table) {
    return new Section(name, HtmlEscaper.text(gist), table.html());
  }
}
