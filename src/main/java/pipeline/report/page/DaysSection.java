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

  static Section of(ReportData data) {
    List<HtmlColumn> columns = new ArrayList<>();
    columns.add(HtmlColumn.text("date", "Date"));
    columns.add(HtmlColumn.text("state", "State"));
    for (AlbumType kind : AlbumType.values()) {
      columns.add(HtmlColumn.number("new-" + kind.word(), "New: " + kind.word()));
    }
    for (AlbumType kind : AlbumType.values()) {
      columns.add(HtmlColumn.number("listed-" + kind.word(), "Listed: " + kind.word()));
    }
    HtmlTable table =
        new HtmlTable(
            "days",
            "New are the albums that no earlier date lists; late captures tell nothing of that.",
            BUDGET,
            columns.toArray(HtmlColumn[]::new));
    data.days().forEach(day -> table.row(row(day)));
    return Section.of("days", gist(data), table);
  }

  private static HtmlCell[] row(ReportDay day) {
    List<HtmlCell> cells = new ArrayList<>();
    cells.add(HtmlCell.of(day.ds()));
    cells.add(HtmlCell.text(state(day)));
    boolean loaded = day.state() == DayState.LOADED;
    Arrays.stream(AlbumType.values())
        .map(kind -> loaded && !day.late() ? HtmlCell.number(day.fresh().of(kind)) : HtmlCell.NONE)
        .forEach(cells::add);
    Arrays.stream(AlbumType.values())
        .map(kind -> loaded ? HtmlCell.number(day.listed().of(kind)) : HtmlCell.NONE)
        .forEach(cells::add);
    return cells.toArray(HtmlCell[]::new);
  }

  static String state(ReportDay day) {
    return day.late() && day.state() == DayState.LOADED ? "late capture" : day.state().word();
  }

  private static String gist(ReportData data) {
    int fresh = data.days().stream().mapToInt(day -> day.fresh().all()).sum();
    if (fresh == 0) {
      return "No date of these tells what is new: %s were listed."
          .formatted(Formats.count(data.counted(), "album"));
    }
    ReportDay most =
        data.days().stream().max(Comparator.comparingInt(day -> day.fresh().all())).orElseThrow();
    return "%s appeared on the list: %s. The most on %s: %s."
        .formatted(
            Formats.count(fresh, "album"),
            kinds(data),
            Formats.day(most.ds()),
            Formats.number(most.fresh().all()));
  }

  private static String kinds(ReportData data) {
    return Arrays.stream(AlbumType.values())
        .filter(kind -> sum(data, kind) > 0)
        .map(kind -> Formats.number(sum(data, kind)) + " " + kind.word())
        .collect(Collectors.joining(", "));
  }

  private static int sum(ReportData data, AlbumType kind) {
    return data.days().stream()
        .map(ReportDay::fresh)
        .mapToInt((AlbumTypeCounts fresh) -> fresh.of(kind))
        .sum();
  }
}
