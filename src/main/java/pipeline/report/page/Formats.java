package pipeline.report.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import pipeline.report.ReportDateRange;

/** Numbers and dates as the page writes them. */
final class Formats {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Formats() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** "1 album", "2 albums". */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  static String percent(long part, long whole) {
    return percent(whole == 0 ? 0 : (double) part / whole);
  }

  static String day(LocalDate date) {
    return date.format(DAY);
  }

  /** In UTC. */
  static String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  /** Minutes and seconds. */
  static String duration(long seconds) {
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  /** "2024-01-01, 2024-01-03 to 2024-01-05". */
  static String dateRanges(List<LocalDate> dates) {
    return ReportDateRange.join(dates).stream()
        .map(span -> span.toString().replace("/", " to "))
        .collect(Collectors.joining(", "));
  }
}
