package pipeline.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The dates of a report, including both ends. */
public record ReportDateRange(LocalDate from, LocalDate to) {
  /** Maximum number of dates, which limits the size of the page. */
  public static final int MAX_DATES = 366;

  /**
   * Checks the dates.
   *
   * @throws IllegalArgumentException if the first date is after the last, or the range is too long
   */
  public ReportDateRange {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("%s is after %s".formatted(from, to));
    }
    if (ChronoUnit.DAYS.between(from, to) >= MAX_DATES) {
      throw new IllegalArgumentException(
          "more than %d dates: %s to %s".formatted(MAX_DATES, from, to));
    }
  }

  /** Returns the dates, oldest first. */
  public List<LocalDate> dates() {
    return from.datesUntil(to.plusDays(1)).toList();
  }

  public boolean contains(LocalDate date) {
    return !date.isBefore(from) && !date.isAfter(to);
  }
}
