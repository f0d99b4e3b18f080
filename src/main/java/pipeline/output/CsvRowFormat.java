package pipeline.output;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/**
 * Rows as RFC 4180 has them; maps and lists as JSON.
 *
 * @param formulaSafe whether an apostrophe goes before a text that a spreadsheet would take for a
 *     formula
 */
public record CsvRowFormat(List<String> columns, boolean formulaSafe) implements RowFormat {
  private static final String LINE_END = "\r\n";

  /** What begins a formula, also in full width; a tab or a line end may be cut off before one. */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  @Override
  public String header() {
    return line(columns);
  }

  @Override
  public String format(List<@Nullable Object> row) {
    return line(row);
  }

  private String line(List<? extends @Nullable Object> values) {
    return values.stream()
        .map(value -> CsvWriter.formatField(cell(value)))
        .collect(Collectors.joining(",", "", LINE_END));
  }

  private @Nullable Object cell(@Nullable Object value) {
    if (value instanceof String text) {
      return escapeFormula(text);
    }
    return value instanceof Map<?, ?> || value instanceof List<?> ? Json.format(value) : value;
  }

  private String escapeFormula(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return formulaSafe && formula ? "'" + text : text;
  }
}
