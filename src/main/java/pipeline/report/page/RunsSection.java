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
import pipeline.report.ReportData;
import pipeline.report.ReportDay;
import pipeline.report.RunMetadata;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** How the runs went: audits, rejects, calls, 429s, freshness. */
final class RunsSection {
  private static final int BUDGET = 200_000;

  private RunsSection() {}

  static Section from(ReportData data) {
    HtmlTable table =
        new HtmlTable(
            "runs",
            "The newest date first. Calls and 429s are those of the two extract stages.",
            BUDGET,
            HtmlColumn.text("date", "Date"),
            HtmlColumn.text("state", "State"),
            HtmlColumn.text("source", "Source"),
            HtmlColumn.text("taken", "Listing taken (UTC)"),
            HtmlColumn.number("hours", "Hours after the date began"),
            HtmlColumn.number("albums", "Albums"),
            HtmlColumn.number("tracks", "Tracks"),
            HtmlColumn.number("rejects", "Rejects"),
            HtmlColumn.number("calls", "Calls"),
            HtmlColumn.number("throttled", "429s"),
            HtmlColumn.text("audit", "Audits"));
    List<ReportDay> days = new ArrayList<>(data.days());
    Collections.reverse(days);
    days.forEach(day -> table.row(row(day)));
    return Section.create("runs", summary(data), table);
  }

  private static HtmlCell[] row(ReportDay day) {
    RunMetadata run = day.run();
    HtmlCell[] cells = new HtmlCell[11];
    Arrays.fill(cells, HtmlCell.NONE);
    cells[0] = HtmlCell.from(day.ds());
    cells[1] = HtmlCell.text(DaysSection.state(day));
    if (run != null) {
      cells[2] = HtmlCell.text(run.source());
      cells[3] = taken(run.observedAt());
      cells[4] = hours(day, run.observedAt());
      cells[5] = HtmlCell.number(run.albums());
      cells[6] = HtmlCell.number(run.tracks());
      cells[7] = HtmlCell.number(run.rejects());
      cells[8] = HtmlCell.number(run.requests());
      cells[9] = HtmlCell.number(run.throttled());
      cells[10] = HtmlCell.text(audit(day, run));
    }
    return cells;
  }

  private static HtmlCell taken(@Nullable Instant at) {
    return at == null ? HtmlCell.NONE : HtmlCell.text(Formats.minute(at));
  }

  private static HtmlCell hours(ReportDay day, @Nullable Instant at) {
    return at == null
        ? HtmlCell.NONE
        : HtmlCell.number(
            Duration.between(day.ds().atStartOfDay(ZoneOffset.UTC).toInstant(), at).toHours());
  }

  /** The verdict of load, and what else is not as it should be. */
  private static String audit(ReportDay day, RunMetadata run) {
    List<String> notes = new ArrayList<>();
    day.findings().forEach(finding -> notes.add(finding.toString()));
    if (run.partial()) {
      notes.add("albums lack tracks");
    }
    if (run.truncated()) {
      notes.add("a cap ended the listing");
    }
    if (!run.hasPassedAudits()) {
      notes.add(run.audit());
    }
    return notes.isEmpty() ? "passed" : String.join("; ", notes);
  }

  private static String summary(ReportData data) {
    return "%d of %s are loaded. %s to Spotify, %s of them answered by 429; %s."
        .formatted(
            data.loadedCount(),
            Formats.count(data.days().size(), "date"),
            Formats.count(sum(data, RunMetadata::requests), "call"),
            Formats.number(sum(data, RunMetadata::throttled)),
            Formats.count(sum(data, RunMetadata::rejects), "reject"));
  }

  private static long sum(ReportData data, ToLongFunction<RunMetadata> value) {
    return data.days().stream().map(ReportDay::run).filter(Objects::nonNull).mapToLong(value).sum();
  }
}
