package pipeline.tables.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/**
 * The result of a run of a stage whose tables do not say by themselves where they come from.
 *
 * @param origin a hash of the code, its rules, the inputs and the tables
 * @param warnings of that run, which the same code would give again
 */
record BuildRecord(String origin, List<String> warnings) {
  private static final String ORIGIN = "origin";
  private static final String WARNINGS = "warnings";

  BuildRecord {
    warnings = List.copyOf(warnings);
  }

  String json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(ORIGIN, origin);
    members.put(WARNINGS, warnings);
    return Json.formatObject(members) + "\n";
  }

  /** Returns nothing if the text was edited or cut: then the tables are made again. */
  static Optional<BuildRecord> parse(String json) {
    Map<String, @Nullable Object> members;
    try {
      members = Json.parseObject(json);
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
    if (members.get(ORIGIN) instanceof String origin
        && members.get(WARNINGS) instanceof List<?> items) {
      List<String> warnings = new ArrayList<>();
      items.forEach(item -> warnings.add(String.valueOf(item)));
      return Optional.of(new BuildRecord(origin, warnings));
    }
    return Optional.empty();
  }
}
