package pipeline.tables.stage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Dates that follow one another, as one span each. */
public final class DateRanges {
  /** Both ends belong to it. */
  public record DateRange(LocalDate first, LocalDate last) {
    /** As results tell it: {@code 2024-01-01/2024-01-31}. */
    public String interval() {
      return first.equals(last) ? first.toString() : first + "/" + last;
    }

    @Override
    public String toString() {
      return first.equals(last) ? first.toString() : first + " to " + last;
    }
  }

  private DateRanges() {}

  /** In order. */
  public static List<DateRange> from(SortedSet<LocalDate> dates) {
    List<DateRange> spans = new ArrayList<>();
    for (LocalDate date : dates) {
      int last = spans.size() - 1;
      if (last >= 0 && spans.get(last).last().plusDays(1).equals(date)) {
        spans.set(last, new DateRange(spans.get(last).first(), date));
      } else {
        spans.add(new DateRange(date, date));
      }
    }
    return spans;
  }

  /** For people, who are told of so many spans at the most. */
  public static String format(SortedSet<LocalDate> dates, int limit) {
    List<DateRange> spans = from(dates);
    String shown =
        spans.stream().limit(limit).map(DateRange::toString).collect(Collectors.joining(", "));
    return spans.size() <= limit ? shown : shown + ", … (" + dates.size() + " dates)";
  }
}
