package pipeline.output;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sheet as JSON, an object a row and a row a line; what is missing is left out. */
public final class JsonRows {
  private JsonRows() {}

  public static void write(Sheet sheet, Appendable to) throws IOException {
    JsonLines lines = new JsonLines(sheet.columns().stream().map(Column::name).toList());
    for (List<@Nullable Object> row : sheet.rows()) {
      to.append(lines.of(row));
    }
  }
}
