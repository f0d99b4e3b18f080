package pipeline.simulator.catalogue;

import java.time.LocalDate;

/**
 * A range of days, including the first and the last day. The range is empty if the last day is
 * before the first day.
 */
record DayRange(int first, int last) {
  private static final int NEW_DAYS = 14;
  private static final int DEFAULT_DAYS = 365;

  /** Returns all days of the years from the first to the last year. */
  static DayRange ofYears(int first, int last) {
    return new DayRange(newYear(first), newYear(last + 1) - 1);
  }

  /**
   * Returns the days that a query covers. The range contains only days of the requested years, and
   * no day after today. With tag:new, the range begins at most 14 days ago. Without tag:new, year
   * and artist, it begins at most 365 days ago.
   */
  static DayRange from(SearchQuery query, int today) {
    DayRange years = query.years();
    boolean isRecent = query.isNew() || (years == null && query.artist() == null);
    int days = query.isNew() ? NEW_DAYS : DEFAULT_DAYS;
    int first = isRecent ? Math.max(today - days, AlbumSlot.FIRST_DAY) : AlbumSlot.FIRST_DAY;
    return years == null
        ? new DayRange(first, today)
        : new DayRange(Math.max(first, years.first()), Math.min(today, years.last()));
  }

  private static int newYear(int year) {
    int clamped =
        Math.min(Math.max(year, AlbumSlot.FIRST_DATE.getYear()), AlbumSlot.LAST_DATE.getYear() + 1);
    return (int) LocalDate.of(clamped, 1, 1).toEpochDay();
  }

  int count() {
    return Math.max(0, last - first + 1);
  }

  boolean contains(AlbumSlot slot) {
    return slot.day() >= first && slot.day() <= last;
  }
}
