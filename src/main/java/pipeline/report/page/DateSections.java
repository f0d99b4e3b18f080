package pipeline.report.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.output.Quantity;
import pipeline.report.AlbumType;
import pipeline.report.ReportData;
import pipeline.report.ReportDay;
import pipeline.report.ReportDay.DayState;
import pipeline.report.RunMetadata;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** Tables with one row per date. */
final class DateSections {
  private DateSections() {}

  /** Returns the numbers of new and of listed albums of each date, by type. */
  static Section albums(ReportData data) {
    List<HtmlColumn<ReportDay>> columns = new ArrayList<>();
    columns.add(HtmlColumn.text("date", "Date", ReportDay::ds));
    columns.add(HtmlColumn.text("state", "State", DateSections::state));
    for (AlbumType type : AlbumType.values()) {
      columns.add(
          new HtmlColumn<>(
              "new-" + type.label(), "New: " + type.label(), true, day -> newAlbums(day, type)));
    }
    for (AlbumType type : AlbumType.values()) {
      columns.add(
          new HtmlColumn<>(
              "listed-" + type.label(), "Listed: " + type.label(), true, day -> listed(day, type)));
    }
    return Section.create(
        "days",
        albumsSummary(data),
        "An album is new on the first date on which a source lists it. A historical capture does"
            + " not show which albums are new.",
        data.days(),
        columns);
  }

  private static HtmlCell newAlbums(ReportDay day, AlbumType type) {
    return day.state() == DayState.LOADED && !day.isHistorical()
        ? HtmlCell.number(day.newAlbums().count(type))
        : HtmlCell.NONE;
  }

  private static HtmlCell listed(ReportDay day, AlbumType type) {
    return day.state() == DayState.LOADED
        ? HtmlCell.number(day.listed().count(type))
        : HtmlCell.NONE;
  }

  private static String state(ReportDay day) {
    return day.isHistorical() && day.state() == DayState.LOADED
        ? "historical capture"
        : day.state().label();
  }

  private static String albumsSummary(ReportData data) {
    Comparator<ReportDay> byNewAlbums = Comparator.comparingInt(day -> day.newAlbums().total());
    ReportDay busiest = Collections.max(data.days(), byNewAlbums);
    int total = data.days().stream().mapToInt(day -> day.newAlbums().total()).sum();
    if (total == 0) {
      return "No date of this range shows a new album. Albums in this range: %s."
          .formatted(Formats.number(data.albumCount()));
    }
    return "New albums in this range: %s (%s). Most on one date: %s, on %s."
        .formatted(
            Formats.number(total),
            Stream.of(AlbumType.values())
                .filter(type -> count(data, type) > 0)
                .map(type -> Formats.number(count(data, type)) + " " + type.label())
                .collect(Collectors.joining(", ")),
            Formats.number(busiest.newAlbums().total()),
            Formats.day(busiest.ds()));
  }

  private static int count(ReportData data, AlbumType type) {
    return data.days().stream().mapToInt(day -> day.newAlbums().count(type)).sum();
  }

  /** Returns the results of the pipeline runs of each date. */
  static Section runs(ReportData data) {
    List<ReportDay> newestFirst = new ArrayList<>(data.days());
    Collections.reverse(newestFirst);
    return Section.create(
        "runs",
        runsSummary(data),
        "Newest date first. Requests and 429 responses are those of the two extract stages.",
        newestFirst,
        List.of(
            HtmlColumn.text("date", "Date", ReportDay::ds),
            HtmlColumn.text("state", "State", DateSections::state),
            runText("source", "Source", RunMetadata::source),
            runText("observed", "Observed (UTC)", DateSections::observed),
            new HtmlColumn<>("hours", "Hours after start of date", true, DateSections::hours),
            runNumber("albums", "Albums", RunMetadata::albums),
            runNumber("tracks", "Tracks", RunMetadata::tracks),
            runNumber("rejects", "Rejects", RunMetadata::rejects),
            runNumber("requests", "Requests", RunMetadata::requests),
            runNumber("throttled", "429 responses", RunMetadata::throttled),
            HtmlColumn.text("audit", "Audits", DateSections::audit)));
  }

  private static HtmlColumn<ReportDay> runText(
      String key, String label, Function<RunMetadata, @Nullable String> value) {
    return HtmlColumn.text(key, label, day -> day.run() == null ? null : value.apply(day.run()));
  }

  private static HtmlColumn<ReportDay> runNumber(
      String key, String label, ToLongFunction<RunMetadata> value) {
    return new HtmlColumn<>(
        key,
        label,
        true,
        day -> day.run() == null ? HtmlCell.NONE : HtmlCell.number(value.applyAsLong(day.run())));
  }

  private static @Nullable String observed(RunMetadata run) {
    return run.observedAt() == null ? null : Formats.minute(run.observedAt());
  }

  private static HtmlCell hours(ReportDay day) {
    Instant observedAt = day.run() == null ? null : day.run().observedAt();
    return observedAt == null
        ? HtmlCell.NONE
        : HtmlCell.number(
            Duration.between(day.ds().atStartOfDay(ZoneOffset.UTC).toInstant(), observedAt)
                .toHours());
  }

  /**
   * Returns the problems of the date, such as anomalies and the warnings of load; "passed" if there
   * are none, and null if the date has no run metadata.
   */
  private static @Nullable String audit(ReportDay day) {
    RunMetadata run = day.run();
    if (run == null) {
      return null;
    }
    List<String> notes = new ArrayList<>();
    day.findings().forEach(finding -> notes.add(finding.toString()));
    if (run.partial()) {
      notes.add("albums lack tracks");
    }
    if (run.truncated()) {
      notes.add("a limit cut the listing short");
    }
    if (!run.hasPassedAudits()) {
      notes.add(run.audit());
    }
    return notes.isEmpty() ? "passed" : String.join("; ", notes);
  }

  private static String runsSummary(ReportData data) {
    return "Loaded dates: %s of %s. Requests to Spotify: %s, with %s. Rejects: %s."
        .formatted(
            Formats.number(data.loadedCount()),
            Formats.number(data.days().size()),
            Formats.number(sum(data, RunMetadata::requests)),
            Quantity.format(sum(data, RunMetadata::throttled), "response") + " of status 429",
            Formats.number(sum(data, RunMetadata::rejects)));
  }

  private static long sum(ReportData data, ToLongFunction<RunMetadata> value) {
    return data.days().stream().map(ReportDay::run).filter(Objects::nonNull).mapToLong(value).sum();
  }
}
