package pipeline.output;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sheet as JSON, an object a row and a row a line; what is missing is left out. */
public final class JsonLinesWriter {
  private JsonLinesWriter() {}

  public static void write(ResultTable table, Appendable output) throws IOException {
    JsonRowFormat lines = new JsonRowFormat(table.columns().stream().map(Column::name).toList());
    for (List<@Nullable Object> row : table.rows()) {
      output.append(lines.format(row));
    }
  }
}
