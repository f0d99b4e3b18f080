package pipeline.doctor;

import java.util.ArrayList;
import java.util.List;

/** A finding for people: level, name, what is so, and below it what to do. */
public final class DoctorText {
  private static final int WIDTH = 100;
  private static final int INDENT = 22;

  private DoctorText() {}

  /** One line or several; every one ends with a line break. */
  public static String format(NamedCheckResult namedResult) {
    CheckResult result = namedResult.result();
    List<String> lines = new ArrayList<>(wrap(result.message(), ""));
    if (result.remedy() != null) {
      lines.addAll(wrap(result.remedy(), "→ "));
    }
    StringBuilder text = new StringBuilder();
    String head = "%-4s  %-14s  ".formatted(result.level(), namedResult.name());
    for (String line : lines) {
      text.append(head).append(line).append('\n');
      head = " ".repeat(INDENT);
    }
    return text.toString();
  }

  /** At spaces; a word that is longer than a line is not cut. */
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
