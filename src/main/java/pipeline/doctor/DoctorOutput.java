package pipeline.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.json.Json;

/** Formats the results of checks as text and as JSON. */
public final class DoctorOutput {
  private static final int WIDTH = 100;
  private static final int INDENT = 22;

  private DoctorOutput() {}

  /** Returns one JSON object with all results, on one line. */
  public static String formatJson(List<NamedCheckResult> results) {
    return Json.formatObject(Map.of("checks", results.stream().map(DoctorOutput::toMap).toList()));
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

  /**
   * Returns the level, name and message of a result, followed by the remedy on further lines. Each
   * line ends with a line break.
   */
  public static String formatText(NamedCheckResult namedResult) {
    CheckResult result = namedResult.result();
    List<String> lines = wrap(result.message(), "");
    if (result.remedy() != null) {
      lines.addAll(wrap(result.remedy(), "→ "));
    }
    String head = "%-4s  %-14s  ".formatted(result.level(), namedResult.name());
    return head + String.join("\n" + " ".repeat(INDENT), lines) + "\n";
  }

  /** Breaks a text at spaces. A word that is longer than a line is not split. */
  private static List<String> wrap(String text, String prefix) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(prefix);
    int indent = prefix.length();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > indent && INDENT + line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(" ".repeat(indent));
      }
      line.append(line.length() > indent ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
