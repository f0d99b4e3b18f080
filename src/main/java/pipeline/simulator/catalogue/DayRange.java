package pipeline.simulator.catalogue;

import java.time.LocalDate;

/** A range of days, with both ends; empty if the last day is before the first one. */
record DayRange(int first, int last) {
  private static final int NEW_DAYS = 14;
  private static final int DEFAULT_DAYS = 365;

  /** Returns the days that a query covers: none in the future, and by default the last year. */
  static DayRange from(SearchQuery query, int today) {
    int first = query.isNew() ? today - NEW_DAYS : today - DEFAULT_DAYS;
    int last = today;
    SearchQuery.YearRange years = query.years();
    if (years != null) {
      int begin = newYear(years.first());
      first = query.isNew() ? Math.max(first, begin) : begin;
      last = Math.min(today, newYear(years.last() + 1) - 1);
    } else if (!query.isNew() && query.artist() != null) {
      first = AlbumSlot.FIRST_DAY;
    }
    return new DayRange(Math.max(first, AlbumSlot.FIRST_DAY), last);
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
