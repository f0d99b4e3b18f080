package pipeline.doctor;

import java.util.ArrayList;
import java.util.List;

/** A finding for people: level, name, what is so, and below it what to do. */
public final class DoctorText {
  private static final int WIDTH = 100;
  private static final int INDENT = 22;

  private DoctorText() {}

  /** One line or several; every one ends with a line break. */
  public static String of(NamedResult diagnosis) {
    CheckResult finding = diagnosis.finding();
    List<String> lines = new ArrayList<>(wrapped(finding.what(), ""));
    if (finding.remedy() != null) {
      lines.addAll(wrapped(finding.remedy(), "→ "));
    }
    StringBuilder text = new StringBuilder();
    String head = "%-4s  %-14s  ".formatted(finding.level(), diagnosis.name());
    for (String line : lines) {
      text.append(head).append(line).append('\n');
      head = " ".repeat(INDENT);
    }
    return text.toString();
  }

  /** At spaces; a word that is longer than a line is not cut. */
  private static List<String> wrapped(String text, String mark) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(mark);
    int empty = mark.length();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > empty && INDENT + line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(" ".repeat(empty));
      }
      line.append(line.length() > empty ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
