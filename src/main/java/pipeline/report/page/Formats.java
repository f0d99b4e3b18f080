package pipeline.report.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats numbers, dates and durations for the page. */
final class Formats {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Formats() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns a share of a positive total: "33 %". */
  static String percent(long part, long total) {
    return Math.round(100.0 * part / total) + " %";
  }

  /** Returns a date: "1 January 2024". */
  static String day(LocalDate date) {
    return date.format(DAY);
  }

  /** Returns a time in UTC: "2024-01-01 12:30". */
  static String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  /** Returns minutes and seconds: "3:05". */
  static String duration(long seconds) {
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
