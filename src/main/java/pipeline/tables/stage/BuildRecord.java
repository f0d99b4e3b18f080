package pipeline.tables.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/**
 * The record of one run of a stage. The record is stored in {@code state/} if no footer of the
 * stage's tables has the {@linkplain BuildFingerprint fingerprint} of the run.
 *
 * @param origin a hash of the code, its configuration, the inputs and the tables
 * @param warnings the warnings of the run; a rerun without changes reports them again
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

  /** Returns the record; empty if the text is damaged. The stage then builds its tables again. */
  static Optional<BuildRecord> parse(String json) {
    Map<String, @Nullable Object> members;
    try {
      members = Json.parseObject(json);
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
    if (members.get(ORIGIN) instanceof String origin
        && members.get(WARNINGS) instanceof List<?> items) {
      return Optional.of(new BuildRecord(origin, items.stream().map(String::valueOf).toList()));
    }
    return Optional.empty();
  }
}
