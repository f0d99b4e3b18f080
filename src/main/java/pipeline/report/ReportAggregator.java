package pipeline.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pipeline.audit.AnomalyDetector;
import pipeline.audit.ListingAnomaly;
import pipeline.audit.ListingSnapshot;
import pipeline.report.AlbumAppearances.AlbumAppearance;
import pipeline.report.ReportDay.DayState;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.tables.stage.DateRanges.DateRange;

/**
 * Aggregates rows to the numbers of a report. The dates of the range must be added newest first,
 * because the report uses the first values that are added for an album or artist. The dates before
 * the range may then be added in any order.
 */
final class ReportAggregator {
  private final DateRange range;
  private final boolean isSimulated;
  private final Map<LocalDate, ReportDay> days = new TreeMap<>();
  private final AlbumAppearances appearances = new AlbumAppearances();
  private final Set<String> countedIds = new HashSet<>();
  private final ArtistCounts artists = new ArtistCounts();
  private final Collaborations collaborations = new Collaborations();
  private final ValueCounts<DayOfWeek> weekdays = new ValueCounts<>();
  private final TrackDurations durations = new TrackDurations();
  private final ValueCounts<AlbumType> explicitTracks = new ValueCounts<>();
  private final ValueCounts<AlbumType> cleanTracks = new ValueCounts<>();
  private final ValueCounts<AlbumType> unknownTracks = new ValueCounts<>();
  private final Map<String, @Nullable Integer> positions = new HashMap<>();
  private final List<AlbumEntry> newestAlbums = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<ListingSnapshot> listings = new ArrayList<>();
  private @Nullable LocalDate newest;

  ReportAggregator(DateRange range, boolean isSimulated) {
    this.range = range;
    this.isSimulated = isSimulated;
  }

  /** Returns whether the newest date with readable star tables has been added. */
  boolean hasNewest() {
    return newest != null;
  }

  /**
   * Adds a date of the range. Its artists and albums must be added after this call, and before the
   * next date.
   */
  void addDay(ReportDay day) {
    days.put(day.ds(), day);
    if (day.state() == DayState.LOADED && newest == null) {
      newest = day.ds();
    }
  }

  void addWarning(String warning) {
    warnings.add(warning);
  }

  void addArtist(DimArtist row) {
    artists.addName(row);
  }

  /**
   * Adds an album's position in the listing of the newest date. Must be called before this date is
   * added.
   */
  void addPosition(FactRelease row) {
    positions.put(row.albumId(), row.position());
  }

  void addAlbum(ReportDay day, AlbumBundle album) {
    day.listed().add(album.type());
    AlbumAppearance appearance = null;
    if (!day.isHistorical()) {
      appearance = appearances.add(day.ds(), day.source(), album.id());
      appearance.describe(day.ds(), album.type(), album.album().releaseDay());
    }
    if (day.ds().equals(newest)) {
      newestAlbums.add(AlbumEntry.from(album, positions.get(album.id()), appearance));
    }
    if (countedIds.add(album.id())) {
      count(album);
    }
  }

  private void count(AlbumBundle album) {
    artists.add(album);
    collaborations.add(album);
    LocalDate releaseDay = album.album().releaseDay();
    if (releaseDay != null) {
      weekdays.add(releaseDay.getDayOfWeek());
    }
    for (DimTrack track : album.tracks()) {
      durations.add(track.durationMs());
      trackCounts(track.explicit()).add(album.type());
    }
  }

  private ValueCounts<AlbumType> trackCounts(@Nullable Boolean explicit) {
    if (explicit == null) {
      return unknownTracks;
    }
    return explicit ? explicitTracks : cleanTracks;
  }

  /**
   * Adds the listing of a date in the range, or of a date shortly before the range. The listings
   * are compared to find anomalies.
   */
  void addListing(ListingSnapshot listing) {
    listings.add(listing);
  }

  /** Adds a row of a date before the range. */
  void addEarlierRow(LocalDate ds, FactRelease row) {
    if (!Boolean.TRUE.equals(row.isLateCapture())) {
      appearances.add(ds, row.source(), row.albumId());
    }
  }

  /** Returns the numbers of the report. Must be called after all dates have been added. */
  ReportData result() {
    LocalDate last = Objects.requireNonNull(newest, "no readable date");
    BinnedCounts ages = BinnedCounts.forAges();
    BinnedCounts stillListed = BinnedCounts.forDaysListed();
    BinnedCounts noLongerListed = BinnedCounts.forDaysListed();
    appearances.stream()
        .filter(album -> range.contains(album.last()))
        .forEach(
            album -> {
              (album.last().equals(last) ? stillListed : noLongerListed).add(album.days());
              if (range.contains(album.first())) {
                addFirstListing(album, ages);
              }
            });
    listings.forEach(this::addFindings);
    newestAlbums.sort(
        Comparator.comparing(
                AlbumEntry::position, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
            .thenComparing(AlbumEntry::id));
    return new ReportData(
        range,
        List.copyOf(days.values()),
        last,
        observedAt(),
        newestAlbums,
        countedIds.size(),
        isSimulated,
        appearances.firstDates(),
        artists,
        collaborations,
        weekdays,
        durations,
        explicitTracks,
        cleanTracks,
        unknownTracks,
        ages,
        stillListed,
        noLongerListed,
        warnings);
  }

  private void addFirstListing(AlbumAppearance album, BinnedCounts ages) {
    ReportDay day = Objects.requireNonNull(days.get(album.first()));
    day.newAlbums().add(album.type());
    if (album.releaseDay() != null) {
      ages.add(ChronoUnit.DAYS.between(album.releaseDay(), day.observedOn()));
    }
  }

  private void addFindings(ListingSnapshot listing) {
    ReportDay day = days.get(listing.ds());
    if (day != null) {
      AnomalyDetector.detect(listing, listings).stream()
          .filter(finding -> finding.anomaly() != ListingAnomaly.GAP) // the charts show gaps
          .forEach(day.findings()::add);
    }
  }

  private @Nullable Instant observedAt() {
    return days.values().stream()
        .map(ReportDay::run)
        .filter(Objects::nonNull)
        .map(RunMetadata::observedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
