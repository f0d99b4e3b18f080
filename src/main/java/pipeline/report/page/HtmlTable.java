package pipeline.report.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A table of the page. Without a script it is a plain one; the script sorts and filters it, and
 * draws charts from it.
 */
final class HtmlTable {
  /**
   * A column.
   *
   * @param key what the script calls it
   */
  record HtmlColumn(String key, String label, boolean isNumber) {
    static HtmlColumn text(String key, String label) {
      return new HtmlColumn(key, label, false);
    }

    static HtmlColumn number(String key, String label) {
      return new HtmlColumn(key, label, true);
    }

    private String html() {
      return "<th scope=\"col\" data-key=\"%s\"%s>%s</th>"
          .formatted(key, isNumber ? " class=\"num\"" : "", HtmlEscaper.escape(label));
    }
  }

  private final String id;
  private final String caption;
  private final List<HtmlColumn> columns;
  private final int budget;
  private final StringBuilder body = new StringBuilder();
  private int size;
  private int rows;
  private int omitted;

  /**
   * Begins a table.
   *
   * @param budget in bytes: rows that would go beyond are counted and left out
   */
  HtmlTable(String id, String caption, int budget, HtmlColumn... columns) {
    this.id = id;
    this.caption = caption;
    this.budget = budget;
    this.columns = List.of(columns);
  }

  /** The first cell is the row's head. */
  HtmlTable row(HtmlCell... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(id + " has no such row: " + Arrays.toString(cells));
    }
    StringBuilder row = new StringBuilder("<tr>");
    for (int i = 0; i < cells.length; i++) {
      append(row, i == 0 ? "th scope=\"row\"" : "td", columns.get(i), cells[i]);
    }
    row.append("</tr>\n");
    int bytes = row.toString().getBytes(StandardCharsets.UTF_8).length;
    if (omitted > 0 || size + bytes > budget) {
      omitted++;
    } else {
      body.append(row);
      size += bytes;
      rows++;
    }
    return this;
  }

  private static void append(StringBuilder row, String tag, HtmlColumn column, HtmlCell cell) {
    row.append('<').append(tag);
    if (column.isNumber()) {
      row.append(" class=\"num\"");
    }
    if (cell.value() != null) {
      row.append(" data-v=\"").append(HtmlEscaper.escape(cell.value())).append('"');
    }
    row.append('>').append(cell.html()).append("</").append(tag, 0, 2).append('>');
  }

  int rows() {
    return rows;
  }

  /** Rows for which there was no room. */
  int omitted() {
    return omitted;
  }

  String html() {
    if (rows == 0) {
      return "<p class=\"none\">Nothing to list.</p>\n";
    }
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"rows\"><table id=\"%s\">\n".formatted(id));
    html.append("<caption>%s%s</caption>\n".formatted(HtmlEscaper.escape(caption), omittedNote()));
    html.append("<thead><tr>");
    columns.forEach(column -> html.append(column.html()));
    html.append("</tr></thead>\n<tbody>\n").append(body).append("</tbody></table></div>\n");
    return html.toString();
  }

  private String omittedNote() {
    return omitted == 0
        ? ""
        : " " + Formats.count(omitted, "more row") + " would not fit on this page.";
  }
}
