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

  public static String of(List<NamedResult> all) {
    return Json.line(Map.of("checks", all.stream().map(DoctorJson::told).toList()));
  }

  private static Map<String, @Nullable Object> told(NamedResult diagnosis) {
    CheckResult finding = diagnosis.finding();
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("check", diagnosis.name());
    told.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    told.put("what", finding.what());
    told.put("remedy", finding.remedy());
    return told;
  }
}
