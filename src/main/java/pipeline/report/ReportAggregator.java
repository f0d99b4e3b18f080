package pipeline.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pipeline.audit.AnomalyDetector;
import pipeline.audit.ListingAnomaly;
import pipeline.audit.ListingSnapshot;
import pipeline.report.AlbumAppearances.AlbumAppearance;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;

/**
 * Rows in, a report's numbers out. Each date of the span is told once, the newest first, so that
 * what it says of an album and an artist is what counts; earlier dates in any order.
 */
final class ReportAggregator {
  private final ReportDateRange span;
  private final Map<LocalDate, ReportDay> days = new TreeMap<>();
  private final AlbumAppearances appearances = new AlbumAppearances();
  private final Set<String> countedIds = new HashSet<>();
  private final ArtistCounts artists = new ArtistCounts();
  private final Collaborations collaborations = new Collaborations();
  private final WeekdayCounts weekdays = new WeekdayCounts();
  private final TrackDurations durations = new TrackDurations();
  private final Map<AlbumType, ExplicitShare> lyrics = new EnumMap<>(AlbumType.class);
  private final List<AlbumEntry> newestAlbums = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<ListingSnapshot> listings = new ArrayList<>();
  private int sampledCount;
  private boolean isSimulated;
  private @Nullable LocalDate newest;

  ReportAggregator(ReportDateRange span) {
    this.span = span;
  }

  /** Begins a date of the span. */
  void addDay(ReportDay day) {
    days.put(day.ds(), day);
    if (day.state() == DayState.LOADED && newest == null) {
      newest = day.ds();
    }
  }

  void addWarning(String sentence) {
    warnings.add(sentence);
  }

  /** An artist of the date that was begun last. */
  void addArtist(DimArtist row) {
    artists.addName(row);
  }

  /** Takes the albums of a date that was begun, whose artists were named. */
  Consumer<AlbumBundle> albumConsumer(LocalDate ds) {
    ReportDay day = Objects.requireNonNull(days.get(ds));
    return album -> add(day, album);
  }

  private void add(ReportDay day, AlbumBundle album) {
    day.listed().add(album.kind());
    appearances.add(day.ds(), album.fact(), album.kind());
    if (day.ds().equals(newest)) {
      newestAlbums.add(AlbumEntry.from(album, artists, appearances.find(album.fact())));
    }
    if (countedIds.add(album.id())) {
      sampledCount += AlbumAppearances.isCounted(album.fact()) ? 0 : 1;
      count(album);
    }
  }

  private void count(AlbumBundle album) {
    artists.add(album);
    collaborations.add(album);
    weekdays.add(album.fact().releaseDay());
    ExplicitShare share = lyrics.computeIfAbsent(album.kind(), kind -> new ExplicitShare());
    for (DimTrack track : album.tracks()) {
      durations.add(track.durationMs());
      share.add(track.explicit());
    }
  }

  /** A listing to compare others with: of the span, or of the dates before it. */
  void addListing(ListingSnapshot listing) {
    listings.add(listing);
  }

  /** A row of a date before the span. */
  void addEarlierRow(LocalDate ds, FactRelease row) {
    appearances.add(ds, row);
  }

  void markSimulated() {
    isSimulated = true;
  }

  /** Once every date was told. */
  ReportData result() {
    LocalDate last = Objects.requireNonNull(newest, "a date that could be read");
    BinnedCounts ages = BinnedCounts.forAges();
    BinnedCounts stillListed = BinnedCounts.forDaysListed();
    BinnedCounts noLongerListed = BinnedCounts.forDaysListed();
    appearances.stream()
        .filter(seen -> span.contains(seen.last()))
        .forEach(
            seen -> {
              (seen.last().equals(last) ? stillListed : noLongerListed).add(seen.days());
              if (span.contains(seen.first())) {
                addFirstListing(seen, ages);
              }
            });
    appearances.firstDates().forEach(this::remarkFirstListing);
    listings.forEach(this::compare);
    newestAlbums.replaceAll(album -> album.withArtists(artists));
    newestAlbums.sort(
        Comparator.comparing(
                AlbumEntry::position, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
            .thenComparing(AlbumEntry::id));
    return new ReportData(
        span,
        List.copyOf(days.values()),
        last,
        observedAt(),
        List.copyOf(newestAlbums),
        countedIds.size(),
        sampledCount,
        isSimulated,
        appearances.firstDates(),
        artists,
        collaborations,
        weekdays,
        durations,
        lyrics,
        ages,
        stillListed,
        noLongerListed,
        List.copyOf(warnings));
  }

  private void addFirstListing(AlbumAppearance seen, BinnedCounts ages) {
    ReportDay day = Objects.requireNonNull(days.get(seen.first()));
    day.newAlbums().add(seen.kind());
    LocalDate releaseDay = seen.releaseDay();
    if (releaseDay != null) {
      ages.add(ChronoUnit.DAYS.between(releaseDay, day.takenOn()));
    }
  }

  private void remarkFirstListing(String source, LocalDate ds) {
    ReportDay day = days.get(ds);
    if (day != null) {
      day.addRemark("The first listing from " + source + ": all of it counts as new.");
    }
  }

  private void compare(ListingSnapshot listing) {
    ReportDay day = days.get(listing.ds());
    if (day != null) {
      AnomalyDetector.detect(listing, listings).stream()
          .filter(finding -> finding.anomaly() != ListingAnomaly.GAP) // the page shows gaps itself
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
