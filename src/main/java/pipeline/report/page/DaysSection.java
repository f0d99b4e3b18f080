package pipeline.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import pipeline.report.AlbumType;
import pipeline.report.AlbumTypeCounts;
import pipeline.report.DayState;
import pipeline.report.ReportData;
import pipeline.report.ReportDay;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** Releases of each date, by type: those that appear, and all that are listed. */
final class DaysSection {
  private static final int BUDGET = 120_000;

  private DaysSection() {}

  static Section from(ReportData data) {
    List<HtmlColumn> columns = new ArrayList<>();
    columns.add(HtmlColumn.text("date", "Date"));
    columns.add(HtmlColumn.text("state", "State"));
    for (AlbumType kind : AlbumType.values()) {
      columns.add(HtmlColumn.number("new-" + kind.label(), "New: " + kind.label()));
    }
    for (AlbumType kind : AlbumType.values()) {
      columns.add(HtmlColumn.number("listed-" + kind.label(), "Listed: " + kind.label()));
    }
    HtmlTable table =
        new HtmlTable(
            "days",
            "New are the albums that no earlier date lists; late captures tell nothing of that.",
            BUDGET,
            columns.toArray(HtmlColumn[]::new));
    data.days().forEach(day -> table.row(row(day)));
    return Section.create("days", summary(data), table);
  }

  private static HtmlCell[] row(ReportDay day) {
    List<HtmlCell> cells = new ArrayList<>();
    cells.add(HtmlCell.from(day.ds()));
    cells.add(HtmlCell.text(state(day)));
    boolean loaded = day.state() == DayState.LOADED;
    Arrays.stream(AlbumType.values())
        .map(
            kind ->
                loaded && !day.isLate()
                    ? HtmlCell.number(day.newAlbums().count(kind))
                    : HtmlCell.NONE)
        .forEach(cells::add);
    Arrays.stream(AlbumType.values())
        .map(kind -> loaded ? HtmlCell.number(day.listed().count(kind)) : HtmlCell.NONE)
        .forEach(cells::add);
    return cells.toArray(HtmlCell[]::new);
  }

  static String state(ReportDay day) {
    return day.isLate() && day.state() == DayState.LOADED ? "late capture" : day.state().label();
  }

  private static String summary(ReportData data) {
    int newAlbums = data.days().stream().mapToInt(day -> day.newAlbums().total()).sum();
    if (newAlbums == 0) {
      return "No date of these tells what is new: %s were listed."
          .formatted(Formats.count(data.albumCount(), "album"));
    }
    ReportDay busiest =
        data.days().stream()
            .max(Comparator.comparingInt(day -> day.newAlbums().total()))
            .orElseThrow();
    return "%s appeared on the list: %s. The most on %s: %s."
        .formatted(
            Formats.count(newAlbums, "album"),
            kinds(data),
            Formats.day(busiest.ds()),
            Formats.number(busiest.newAlbums().total()));
  }

  private static String kinds(ReportData data) {
    return Arrays.stream(AlbumType.values())
        .filter(kind -> sum(data, kind) > 0)
        .map(kind -> Formats.number(sum(data, kind)) + " " + kind.label())
        .collect(Collectors.joining(", "));
  }

  private static int sum(ReportData data, AlbumType kind) {
    return data.days().stream()
        .map(ReportDay::newAlbums)
        .mapToInt((AlbumTypeCounts counts) -> counts.count(kind))
        .sum();
  }
}
