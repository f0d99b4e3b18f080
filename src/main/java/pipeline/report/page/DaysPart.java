package pipeline.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import pipeline.report.Day;
import pipeline.report.DayState;
import pipeline.report.Kind;
import pipeline.report.KindCounts;
import pipeline.report.ReportData;
import pipeline.report.page.HtmlTable.Column;

/** Releases of each date, by type: those that appear, and all that are listed. */
final class DaysPart {
  private static final int BUDGET = 120_000;

  private DaysPart() {}

  static Part of(ReportData data) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("date", "Date"));
    columns.add(Column.text("state", "State"));
    for (Kind kind : Kind.values()) {
      columns.add(Column.number("new-" + kind.word(), "New: " + kind.word()));
    }
    for (Kind kind : Kind.values()) {
      columns.add(Column.number("listed-" + kind.word(), "Listed: " + kind.word()));
    }
    HtmlTable table =
        new HtmlTable(
            "days",
            "New are the albums that no earlier date lists; late captures tell nothing of that.",
            BUDGET,
            columns.toArray(Column[]::new));
    data.days().forEach(day -> table.row(row(day)));
    return Part.of("days", gist(data), table);
  }

  private static Cell[] row(Day day) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(day.ds()));
    cells.add(Cell.text(state(day)));
    boolean loaded = day.state() == DayState.LOADED;
    Arrays.stream(Kind.values())
        .map(kind -> loaded && !day.late() ? Cell.number(day.fresh().of(kind)) : Cell.NONE)
        .forEach(cells::add);
    Arrays.stream(Kind.values())
        .map(kind -> loaded ? Cell.number(day.listed().of(kind)) : Cell.NONE)
        .forEach(cells::add);
    return cells.toArray(Cell[]::new);
  }

  static String state(Day day) {
    return day.late() && day.state() == DayState.LOADED ? "late capture" : day.state().word();
  }

  private static String gist(ReportData data) {
    int fresh = data.days().stream().mapToInt(day -> day.fresh().all()).sum();
    if (fresh == 0) {
      return "No date of these tells what is new: %s were listed."
          .formatted(Words.count(data.counted(), "album"));
    }
    Day most =
        data.days().stream().max(Comparator.comparingInt(day -> day.fresh().all())).orElseThrow();
    return "%s appeared on the list: %s. The most on %s: %s."
        .formatted(
            Words.count(fresh, "album"),
            kinds(data),
            Words.day(most.ds()),
            Words.number(most.fresh().all()));
  }

  private static String kinds(ReportData data) {
    return Arrays.stream(Kind.values())
        .filter(kind -> sum(data, kind) > 0)
        .map(kind -> Words.number(sum(data, kind)) + " " + kind.word())
        .collect(Collectors.joining(", "));
  }

  private static int sum(ReportData data, Kind kind) {
    return data.days().stream()
        .map(Day::fresh)
        .mapToInt((KindCounts fresh) -> fresh.of(kind))
        .sum();
  }
}
