package pipeline.cli.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningSummaryTest {
  private final WarningSummary summary = new WarningSummary();

  @Test
  void warningOfOneDateStaysUnchanged() {
    summary.add("2024-01-05", List.of("partial listing"));

    assertEquals(List.of("partial listing"), summary.warnings());
  }

  @Test
  void equalWarningsHaveTheirCountAndSpan() {
    summary.add("2024-01-06", List.of("partial listing", "another"));
    summary.add("2024-01-05", List.of("partial listing"));

    assertEquals(
        List.of("partial listing (2 dates from 2024-01-05 to 2024-01-06)", "another"),
        summary.warnings());
  }

  @Test
  void differentWarningsOfManyDatesAreCounted() {
    LocalDate first = LocalDate.of(2016, 1, 1);
    for (int day = 0; day < 3000; day++) {
      summary.add(
          first.plusDays(day).toString(), List.of(day + " rows do not fit: " + "x".repeat(90)));
    }

    List<String> warnings = summary.warnings();

    assertTrue(String.join("", warnings).length() < 2100);
    int shown = warnings.size() - 1;
    assertEquals(
        "further warnings: " + (3000 - shown) + "; see the result lines of the stages",
        warnings.get(shown));
  }
}
