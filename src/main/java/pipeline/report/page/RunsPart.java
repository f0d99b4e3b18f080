package pipeline.report.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import pipeline.report.Day;
import pipeline.report.ReportData;
import pipeline.report.RunFacts;
import pipeline.report.page.HtmlTable.Column;

/** How the runs went: audits, rejects, calls, 429s, freshness. */
final class RunsPart {
  private static final int BUDGET = 200_000;

  private RunsPart() {}

  static Part of(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "runs",
            "The newest date first. Calls and 429s are those of the two extract stages.",
            BUDGET,
            Column.text("date", "Date"),
            Column.text("state", "State"),
            Column.text("source", "Source"),
            Column.text("taken", "Listing taken (UTC)"),
            Column.number("hours", "Hours after the date began"),
            Column.number("albums", "Albums"),
            Column.number("tracks", "Tracks"),
            Column.number("rejects", "Rejects"),
            Column.number("calls", "Calls"),
            Column.number("throttled", "429s"),
            Column.text("audit", "Audits"));
    List<Day> days = new ArrayList<>(data.days());
    Collections.reverse(days);
    days.forEach(day -> table.row(row(day)));
    return Part.of("runs", gist(data), table);
  }

  private static Cell[] row(Day day) {
    RunFacts run = day.run();
    Cell[] cells = new Cell[11];
    Arrays.fill(cells, Cell.NONE);
    cells[0] = Cell.of(day.ds());
    cells[1] = Cell.text(DaysPart.state(day));
    if (run != null) {
      cells[2] = Cell.text(run.source());
      cells[3] = taken(run.observedAt());
      cells[4] = hours(day, run.observedAt());
      cells[5] = Cell.number(run.albums());
      cells[6] = Cell.number(run.tracks());
      cells[7] = Cell.number(run.rejects());
      cells[8] = Cell.number(run.requests());
      cells[9] = Cell.number(run.throttled());
      cells[10] = Cell.text(audit(day, run));
    }
    return cells;
  }

  private static Cell taken(@Nullable Instant at) {
    return at == null ? Cell.NONE : Cell.text(Words.minute(at));
  }

  private static Cell hours(Day day, @Nullable Instant at) {
    return at == null
        ? Cell.NONE
        : Cell.number(
            Duration.between(day.ds().atStartOfDay(ZoneOffset.UTC).toInstant(), at).toHours());
  }

  /** The verdict of load, and what else is not as it should be. */
  private static String audit(Day day, RunFacts run) {
    List<String> said = new ArrayList<>();
    day.findings().forEach(finding -> said.add(finding.toString()));
    if (run.partial()) {
      said.add("albums lack tracks");
    }
    if (run.truncated()) {
      said.add("a cap ended the listing");
    }
    if (!run.audited()) {
      said.add(run.audit());
    }
    return said.isEmpty() ? "passed" : String.join("; ", said);
  }

  private static String gist(ReportData data) {
    return "%d of %s are loaded. %s to Spotify, %s of them answered by 429; %s."
        .formatted(
            data.loaded(),
            Words.count(data.days().size(), "date"),
            Words.count(sum(data, RunFacts::requests), "call"),
            Words.number(sum(data, RunFacts::throttled)),
            Words.count(sum(data, RunFacts::rejects), "reject"));
  }

  private static long sum(ReportData data, ToLongFunction<RunFacts> of) {
    return data.days().stream().map(Day::run).filter(Objects::nonNull).mapToLong(of).sum();
  }
}
