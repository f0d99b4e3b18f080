package pipeline.cli.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A summary of the warnings of a command that processes several dates. Identical warnings become
 * one warning with the number of dates and their range. The total length is limited, so that a
 * result line stays short.
 */
final class WarningSummary {
  /**
   * The maximum length of all warnings together, in characters. The other parts of the result line
   * of {@code run} or {@code backfill} have fewer than 1,500 characters if no error occurred.
   */
  private static final int MAX_LENGTH = 2000;

  private final Map<String, NavigableSet<String>> datesByWarning = new LinkedHashMap<>();

  /**
   * Adds warnings of a stage.
   *
   * @param date the date of the stage, in ISO form
   */
  public void add(String date, List<String> warnings) {
    for (String warning : warnings) {
      datesByWarning.computeIfAbsent(warning, key -> new TreeSet<>()).add(date);
    }
  }

  /** Returns the warnings in the order of their first occurrence. */
  public List<String> warnings() {
    List<String> all =
        datesByWarning.entrySet().stream()
            .map(entry -> format(entry.getKey(), entry.getValue()))
            .toList();
    List<String> shown = new ArrayList<>();
    int length = 0;
    for (String warning : all) {
      length += warning.length();
      if (length > MAX_LENGTH && !shown.isEmpty()) {
        shown.add(
            "further warnings: %d; see the result lines of the stages"
                .formatted(all.size() - shown.size()));
        break;
      }
      shown.add(warning);
    }
    return shown;
  }

  private static String format(String warning, NavigableSet<String> dates) {
    return dates.size() == 1
        ? warning
        : "%s (%d dates from %s to %s)"
            .formatted(warning, dates.size(), dates.first(), dates.last());
  }
}
