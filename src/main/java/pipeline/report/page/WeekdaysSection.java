package pipeline.report.page;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import pipeline.report.ReportData;
import pipeline.report.WeekdayCounts;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** On which day of the week albums come out. */
final class WeekdaysSection {
  private WeekdaysSection() {}

  static Section from(ReportData data) {
    WeekdayCounts weekdays = data.weekdays();
    HtmlTable table =
        new HtmlTable(
            "weekdays",
            "Release dates of all albums listed.",
            10_000,
            HtmlColumn.text("day", "Day of the week"),
            HtmlColumn.number("albums", "Albums"),
            HtmlColumn.number("share", "Share"));
    for (DayOfWeek day : DayOfWeek.values()) {
      int albums = weekdays.count(day);
      table.row(
          HtmlCell.text(name(day)),
          HtmlCell.number(albums),
          HtmlCell.share(weekdays.total() == 0 ? 0 : (double) albums / weekdays.total()));
    }
    return Section.create("weekdays", summary(weekdays), table);
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String summary(WeekdayCounts weekdays) {
    String others =
        weekdays.withoutDay() == 0
            ? ""
            : " %s more tell only a month or a year."
                .formatted(Formats.number(weekdays.withoutDay()));
    if (weekdays.total() == 0) {
      return "No album tells the day on which it came out." + others;
    }
    DayOfWeek most =
        Arrays.stream(DayOfWeek.values())
            .max(Comparator.comparingInt(weekdays::count))
            .orElseThrow();
    return "%s of %s came out on a %s.%s"
        .formatted(
            Formats.percent(weekdays.count(most), weekdays.total()),
            Formats.count(weekdays.total(), "album"),
            name(most),
            others);
  }
}
