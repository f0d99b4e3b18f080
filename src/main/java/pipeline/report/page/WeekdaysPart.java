package pipeline.report.page;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import pipeline.report.ReportData;
import pipeline.report.Weekdays;
import pipeline.report.page.HtmlTable.Column;

/** On which day of the week albums come out. */
final class WeekdaysPart {
  private WeekdaysPart() {}

  static Part of(ReportData data) {
    Weekdays weekdays = data.weekdays();
    HtmlTable table =
        new HtmlTable(
            "weekdays",
            "Release dates of all albums listed.",
            10_000,
            Column.text("day", "Day of the week"),
            Column.number("albums", "Albums"),
            Column.number("share", "Share"));
    for (DayOfWeek day : DayOfWeek.values()) {
      int albums = weekdays.of(day);
      table.row(
          Cell.text(name(day)),
          Cell.number(albums),
          Cell.share(weekdays.all() == 0 ? 0 : (double) albums / weekdays.all()));
    }
    return Part.of("weekdays", gist(weekdays), table);
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String gist(Weekdays weekdays) {
    String others =
        weekdays.withoutDay() == 0
            ? ""
            : " %s more tell only a month or a year."
                .formatted(Words.number(weekdays.withoutDay()));
    if (weekdays.all() == 0) {
      return "No album tells the day on which it came out." + others;
    }
    DayOfWeek most =
        Arrays.stream(DayOfWeek.values()).max(Comparator.comparingInt(weekdays::of)).orElseThrow();
    return "%s of %s came out on a %s.%s"
        .formatted(
            Words.percent(weekdays.of(most), weekdays.all()),
            Words.count(weekdays.all(), "album"),
            name(most),
            others);
  }
}
