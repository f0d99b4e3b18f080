package pipeline.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The dates that a report is about, both ends included. */
public record ReportDateRange(LocalDate from, LocalDate to) {
  /** More would not fit on the page. */
  public static final int MAX_DATES = 366;

  /**
   * @throws IllegalArgumentException where there is no such span, or it is too long; the message
   *     says which
   */
  public ReportDateRange {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("%s is after %s".formatted(from, to));
    }
    if (ChronoUnit.DAYS.between(from, to) >= MAX_DATES) {
      throw new IllegalArgumentException(
          "%s to %s are more than %d dates".formatted(from, to, MAX_DATES));
    }
  }

  /** Dates in order as spans of neighbours: what is told in short. */
  public static List<ReportDateRange> join(List<LocalDate> dates) {
    List<ReportDateRange> spans = new ArrayList<>();
    for (int i = 0; i < dates.size(); ) {
      int end = i;
      while (end + 1 < dates.size() && dates.get(end + 1).equals(dates.get(end).plusDays(1))) {
        end++;
      }
      spans.add(new ReportDateRange(dates.get(i), dates.get(end)));
      i = end + 1;
    }
    return spans;
  }

  /** Oldest first. */
  public List<LocalDate> dates() {
    return from.datesUntil(to.plusDays(1)).toList();
  }

  public boolean contains(LocalDate date) {
    return !date.isBefore(from) && !date.isAfter(to);
  }

  @Override
  public String toString() {
    return from.equals(to) ? from.toString() : from + "/" + to;
  }
}
