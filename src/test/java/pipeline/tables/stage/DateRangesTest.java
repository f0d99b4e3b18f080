package pipeline.tables.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DateRangesTest {
  private static SortedSet<LocalDate> dates(String... days) {
    return new TreeSet<>(Stream.of(days).map(LocalDate::parse).toList());
  }

  @Test
  void consecutiveDatesFormOneRange() {
    SortedSet<LocalDate> dates =
        dates("2024-03-02", "2024-02-28", "2024-02-29", "2024-03-01", "2023-12-31");

    assertEquals("2023-12-31, 2024-02-28 to 2024-03-02", DateRanges.format(dates, 2));
    assertEquals(
        List.of("2023-12-31", "2024-02-28/2024-03-02"),
        DateRanges.from(dates).stream().map(DateRanges.DateRange::interval).toList());
  }

  @Test
  void noDatesGiveAnEmptyText() {
    assertEquals("", DateRanges.format(dates(), 3));
  }

  @Test
  void furtherRangesAreCounted() {
    assertEquals(
        "2024-01-01, 2024-01-03, … (4 dates)",
        DateRanges.format(dates("2024-01-01", "2024-01-03", "2024-01-05", "2024-01-06"), 2));
  }
}
