package pipeline.output;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/**
 * CSV as in RFC 4180: a header line, CRLF, doubled quotes. Null is an empty field, and an empty
 * text is quoted.
 *
 * @param listFormat format of maps and lists in a field
 * @param formulaSafe whether an apostrophe precedes a text that a spreadsheet reads as a formula
 */
public record CsvRowFormat(
    List<String> columns, Function<Object, String> listFormat, boolean formulaSafe)
    implements RowFormat {
  private static final String LINE_END = "\r\n";

  /**
   * The first characters of texts that a spreadsheet reads as a formula. Full-width characters are
   * included. Tabs and line ends are included, because spreadsheets skip them at the beginning of a
   * text.
   */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  /** Returns the format of exported tables, with maps and lists as JSON. */
  public static CsvRowFormat ofTable(List<String> columns, boolean formulaSafe) {
    return new CsvRowFormat(columns, Json::format, formulaSafe);
  }

  /** Returns the format of result tables, in which semicolons separate the items of a list. */
  static CsvRowFormat ofResults(List<String> columns) {
    return new CsvRowFormat(columns, CsvRowFormat::joinItems, false);
  }

  private static String joinItems(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).collect(Collectors.joining("; "));
  }

  @Override
  public String header() {
    return line(columns);
  }

  @Override
  public String format(List<@Nullable Object> row) {
    return line(row);
  }

  private String line(List<? extends @Nullable Object> values) {
    return values.stream().map(this::field).collect(Collectors.joining(",", "", LINE_END));
  }

  private String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text =
        value instanceof Map<?, ?> || value instanceof List<?>
            ? listFormat.apply(value)
            : value instanceof String string ? escapeFormula(string) : value.toString();
    boolean plain = !text.isEmpty() && text.equals(text.strip()) && !needsQuotes(text);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private String escapeFormula(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return formulaSafe && formula ? "'" + text : text;
  }

  private static boolean needsQuotes(String text) {
    return text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
  }
}
