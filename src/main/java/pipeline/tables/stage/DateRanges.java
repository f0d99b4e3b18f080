package pipeline.tables.stage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Groups dates into ranges without gaps. */
public final class DateRanges {
  /** A range of dates that includes both ends. */
  public record DateRange(LocalDate first, LocalDate last) {
    /** Returns the dates, oldest first. */
    public List<LocalDate> dates() {
      return first.datesUntil(last.plusDays(1)).toList();
    }

    public boolean contains(LocalDate date) {
      return !date.isBefore(first) && !date.isAfter(last);
    }

    /**
     * Returns the range in the format of result lines: {@code 2024-01-01/2024-01-31}, or a single
     * date.
     */
    public String interval() {
      return first.equals(last) ? first.toString() : first + "/" + last;
    }

    @Override
    public String toString() {
      return first.equals(last) ? first.toString() : first + " to " + last;
    }
  }

  private DateRanges() {}

  /** Returns the dates as the fewest possible ranges of consecutive dates, in ascending order. */
  public static List<DateRange> from(SortedSet<LocalDate> dates) {
    List<DateRange> ranges = new ArrayList<>();
    for (LocalDate date : dates) {
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).last().plusDays(1).equals(date)) {
        ranges.set(last, new DateRange(ranges.get(last).first(), date));
      } else {
        ranges.add(new DateRange(date, date));
      }
    }
    return ranges;
  }

  /**
   * Returns the ranges as text. If there are more than {@code limit} ranges, the text has the first
   * {@code limit} ranges and the total number of dates.
   */
  public static String format(SortedSet<LocalDate> dates, int limit) {
    List<DateRange> ranges = from(dates);
    String shown =
        ranges.stream().limit(limit).map(DateRange::toString).collect(Collectors.joining(", "));
    return ranges.size() <= limit ? shown : shown + ", … (" + dates.size() + " dates)";
  }
}
