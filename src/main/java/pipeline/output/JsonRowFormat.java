package pipeline.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/** JSON lines: one object per row, without null members. */
public record JsonRowFormat(List<String> columns) implements RowFormat {
  @Override
  public String header() {
    return "";
  }

  @Override
  public String format(List<@Nullable Object> row) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      members.put(columns.get(i), row.get(i));
    }
    return Json.formatObject(members) + "\n";
  }
}
