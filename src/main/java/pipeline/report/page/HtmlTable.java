package pipeline.report.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Renders a table of the page. Without JavaScript, it is a plain HTML table. The script {@code
 * report.js} sorts and filters the table, and draws the charts from its values.
 */
final class HtmlTable {
  /**
   * Maximum sizes of the largest tables in bytes, by table id. These limits keep the page below 1.5
   * MB. The charts need all rows of "days" and "runs", so the limits of these tables are sufficient
   * for 1,096 dates.
   */
  private static final Map<String, Integer> MAX_BYTES =
      Map.of("new", 190_000, "runs", 300_000, "days", 275_000);

  private static final int DEFAULT_MAX_BYTES = 60_000;

  /**
   * A column.
   *
   * @param key name of the column in {@code report.js}
   */
  record HtmlColumn<R>(
      String key, String label, boolean isNumber, Function<? super R, HtmlCell> cell) {

    static <R> HtmlColumn<R> text(String key, String label, Function<? super R, ?> value) {
      return new HtmlColumn<>(key, label, false, row -> HtmlCell.from(value.apply(row)));
    }

    static <R> HtmlColumn<R> number(String key, String label, ToLongFunction<? super R> value) {
      return new HtmlColumn<>(key, label, true, row -> HtmlCell.number(value.applyAsLong(row)));
    }

    /**
     * Creates a column whose cells contain HTML. The page sorts the column by the text in the
     * cells.
     */
    static <R> HtmlColumn<R> html(String key, String label, Function<? super R, String> html) {
      return new HtmlColumn<>(key, label, false, row -> new HtmlCell(html.apply(row), null));
    }

    private String attribute() {
      return isNumber ? " class=num" : "";
    }

    private String header() {
      return "<th scope=col data-key=\"%s\"%s>%s"
          .formatted(key, attribute(), HtmlEscaper.escape(label));
    }

    private String html(R row, String tag) {
      HtmlCell content = cell.apply(row);
      String value =
          content.value() == null ? "" : " data-v=\"" + HtmlEscaper.escape(content.value()) + "\"";
      return "<" + tag + attribute() + value + ">" + content.html();
    }
  }

  private HtmlTable() {}

  /**
   * Returns the HTML of a table. The first column has the row headers. Rows that exceed the maximum
   * size of the table are left out. To keep rows small, cells lack the end tags and quotes that
   * HTML does not require.
   */
  static <R> String render(String id, String caption, List<R> rows, List<HtmlColumn<R>> columns) {
    if (rows.isEmpty()) {
      return "<p class=\"empty\">No rows.</p>\n";
    }
    int maxBytes = MAX_BYTES.getOrDefault(id, DEFAULT_MAX_BYTES);
    StringBuilder body = new StringBuilder();
    int size = 0;
    int shown = 0;
    for (R row : rows) {
      String html = renderRow(row, columns);
      size += html.getBytes(StandardCharsets.UTF_8).length;
      if (size > maxBytes) {
        break;
      }
      body.append(html);
      shown++;
    }
    StringBuilder header = new StringBuilder();
    columns.forEach(column -> header.append(column.header()));
    return """
    <div class="rows"><table id="%s">
    <caption>%s%s</caption>
    <thead><tr>%s</thead>
    <tbody>
    %s</tbody></table></div>
    """
        .formatted(id, HtmlEscaper.escape(caption), omittedNote(rows.size() - shown), header, body);
  }

  private static <R> String renderRow(R row, List<HtmlColumn<R>> columns) {
    StringBuilder html = new StringBuilder("<tr>");
    for (HtmlColumn<R> column : columns) {
      html.append(column.html(row, column.equals(columns.get(0)) ? "th scope=row" : "td"));
    }
    return html.append("</tr>\n").toString();
  }

  private static String omittedNote(int omitted) {
    return omitted == 0
        ? ""
        : " Rows omitted because of the page size: " + Formats.number(omitted) + ".";
  }
}
