package pipeline.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/** All findings for programs: one object on one line. */
public final class DoctorJson {
  private DoctorJson() {}

  public static String format(List<NamedCheckResult> all) {
    return Json.formatObject(Map.of("checks", all.stream().map(DoctorJson::toMap).toList()));
  }

  private static Map<String, @Nullable Object> toMap(NamedCheckResult namedResult) {
    CheckResult result = namedResult.result();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("check", namedResult.name());
    fields.put("level", result.level().name().toLowerCase(Locale.ROOT));
    fields.put("what", result.message());
    fields.put("remedy", result.remedy());
    return fields;
  }
}
