package pipeline.report.page;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pipeline.output.Quantity;
import pipeline.report.AlbumType;
import pipeline.report.BinnedCounts;
import pipeline.report.ReportData;
import pipeline.report.TrackDurations;
import pipeline.report.ValueCounts;
import pipeline.report.page.HtmlTable.HtmlColumn;

/** Distributions of albums and tracks over the values of one property. */
final class DistributionSections {
  /** The number of bins for ages of at most one day: before release, same day and 1 day. */
  private static final int EARLY_BINS = 3;

  private DistributionSections() {}

  /** Returns the albums by weekday of their release. */
  static Section weekdays(ReportData data) {
    ValueCounts<DayOfWeek> weekdays = data.weekdays();
    int unknown = data.albumCount() - weekdays.total();
    DayOfWeek mode =
        Stream.of(DayOfWeek.values()).max(Comparator.comparingInt(weekdays::count)).orElseThrow();
    String summary =
        weekdays.total() == 0
            ? "No album has a complete release date."
            : "Most frequent release day: %s, with %s of %s."
                .formatted(
                    name(mode),
                    Formats.percent(weekdays.count(mode), weekdays.total()),
                    Quantity.format(weekdays.total(), "album"));
    return Section.create(
        "weekdays",
        summary + unknownNote("Albums without a complete release date", unknown),
        "Release days of all albums, each album counted once.",
        List.of(DayOfWeek.values()),
        List.of(
            HtmlColumn.text("day", "Day of the week", DistributionSections::name),
            HtmlColumn.number("albums", "Albums", weekdays::count),
            new HtmlColumn<>(
                "share",
                "Share",
                true,
                day -> HtmlCell.share(weekdays.count(day), weekdays.total()))));
  }

  private static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String unknownNote(String label, int unknown) {
    return unknown == 0 ? "" : " " + label + ": " + Formats.number(unknown) + ".";
  }

  /** Returns the albums by the number of days from their release to their first listing. */
  static Section ages(ReportData data) {
    BinnedCounts ages = data.ages();
    return Section.create(
        "ages",
        agesSummary(data),
        "Days from an album's release to the UTC day of its first listing by the same source.",
        indexes(ages.size()),
        List.of(
            HtmlColumn.text("age", "After release", ages::name),
            HtmlColumn.number("albums", "Albums", ages::count)));
  }

  private static String agesSummary(ReportData data) {
    int total = data.ages().total();
    if (total == 0) {
      return "In this range, no album with a known release day is listed for the first time.";
    }
    int early = IntStream.range(0, EARLY_BINS).map(data.ages()::count).sum();
    return "Listed no later than one day after the release: %s of %s.%s"
        .formatted(
            Formats.percent(early, total),
            Quantity.format(total, "album"),
            data.firstDates().values().stream().anyMatch(data.range()::contains)
                ? " The first listing of each source in this lake can contain albums that Spotify"
                    + " already listed before."
                : "");
  }

  /** Returns the tracks by duration. */
  static Section durations(ReportData data) {
    TrackDurations durations = data.durations();
    String summary =
        durations.known() == 0
            ? "No track has a known duration."
            : "Median duration of %s: %s."
                .formatted(
                    Quantity.format(durations.known(), "track"),
                    Formats.duration(durations.median().orElseThrow()));
    return Section.create(
        "durations",
        summary + unknownNote("Tracks with an unknown duration", durations.unknown()),
        "Tracks of all albums, each album counted once.",
        indexes(TrackDurations.LAST_BIN + 1),
        List.of(
            new HtmlColumn<>("duration", "Duration", false, DistributionSections::durationBin),
            HtmlColumn.number("tracks", "Tracks", durations::binCount)));
  }

  private static HtmlCell durationBin(int bin) {
    int first = bin * TrackDurations.BIN_SECONDS;
    String from = Formats.duration(first);
    String to = Formats.duration(first + TrackDurations.BIN_SECONDS - 1);
    return new HtmlCell(
        bin == TrackDurations.LAST_BIN ? from + " and longer" : from + "–" + to,
        Integer.toString(first));
  }

  /** Returns the share of explicit tracks by type of album. */
  static Section explicit(ReportData data) {
    ValueCounts<AlbumType> explicit = data.explicitTracks();
    ValueCounts<AlbumType> clean = data.cleanTracks();
    ValueCounts<AlbumType> unknown = data.unknownTracks();
    int known = explicit.total() + clean.total();
    return Section.create(
        "explicit",
        known == 0
            ? "No track has a known value for explicit lyrics."
            : "Explicit: %s of %s with a known value."
                .formatted(
                    Formats.percent(explicit.total(), known), Quantity.format(known, "track")),
        "Tracks by type of album. The share excludes tracks without a known value.",
        Stream.of(AlbumType.values())
            .filter(type -> explicit.count(type) + clean.count(type) + unknown.count(type) > 0)
            .toList(),
        List.of(
            HtmlColumn.text("type", "Type", AlbumType::label),
            HtmlColumn.number("explicit", "Explicit", explicit::count),
            HtmlColumn.number("clean", "Not explicit", clean::count),
            HtmlColumn.number("unknown", "Unknown", unknown::count),
            new HtmlColumn<>(
                "share",
                "Explicit share",
                true,
                type ->
                    HtmlCell.share(
                        explicit.count(type), explicit.count(type) + clean.count(type)))));
  }

  /** Returns a section that groups albums by the number of dates that list them. */
  static Section daysListed(ReportData data) {
    BinnedCounts ended = data.noLongerListed();
    BinnedCounts current = data.stillListed();
    return Section.create(
        "daysListed",
        daysListedSummary(ended, current),
        "Number of dates that list an album, up to the last date of the report.",
        indexes(ended.size()),
        List.of(
            HtmlColumn.text("days", "Days listed", ended::name),
            HtmlColumn.number("ended", "Albums no longer listed", ended::count),
            HtmlColumn.number("current", "Albums still listed", current::count)));
  }

  private static String daysListedSummary(BinnedCounts ended, BinnedCounts current) {
    if (ended.total() + current.total() == 0) {
      return "No date of this range shows how long albums are listed.";
    }
    String summary =
        "Still listed on the last date: %s.".formatted(Quantity.format(current.total(), "album"));
    if (ended.total() == 0) {
      return summary;
    }
    int mode =
        indexes(ended.size()).stream()
            .max(Comparator.comparingInt(ended::count).thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    return summary
        + " No longer listed: %s; the most frequent number of days is %s."
            .formatted(Quantity.format(ended.total(), "album"), ended.name(mode));
  }

  private static List<Integer> indexes(int size) {
    return IntStream.range(0, size).boxed().toList();
  }
}
