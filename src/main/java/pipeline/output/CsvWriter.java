package pipeline.output;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sheet as RFC 4180 has it: a line of names first, CRLF, quotes doubled. What is missing is
 * empty, an empty text is quoted, and several texts are divided by semicolons.
 */
final class CsvWriter {
  private static final String LINE_END = "\r\n";

  private CsvWriter() {}

  static void write(ResultTable table, Appendable output) throws IOException {
    output.append(line(table.columns().stream().map(Column::name).toList()));
    for (List<@Nullable Object> row : table.rows()) {
      output.append(line(row));
    }
  }

  private static String line(List<? extends @Nullable Object> values) {
    return values.stream()
        .map(CsvWriter::formatField)
        .collect(Collectors.joining(",", "", LINE_END));
  }

  static String formatField(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text =
        value instanceof List<?> texts
            ? texts.stream().map(String::valueOf).collect(Collectors.joining("; "))
            : value.toString();
    boolean plain = !text.isEmpty() && text.equals(text.strip()) && !needsQuotes(text);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static boolean needsQuotes(String text) {
    return text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
  }
}
