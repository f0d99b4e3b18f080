package pipeline.output;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/** A sheet as JSON, an object a row and a row a line; what is missing is left out. */
public final class JsonRows {
  private JsonRows() {}

  public static void write(Sheet sheet, Appendable to) throws IOException {
    for (List<@Nullable Object> row : sheet.rows()) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        members.put(sheet.columns().get(i).name(), row.get(i));
      }
      to.append(Json.line(members)).append('\n');
    }
  }
}
