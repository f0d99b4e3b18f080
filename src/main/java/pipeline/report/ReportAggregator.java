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
  private final AlbumAppearances sightings = new AlbumAppearances();
  private final Set<String> counted = new HashSet<>();
  private final ArtistCounts artists = new ArtistCounts();
  private final Collaborations pairs = new Collaborations();
  private final WeekdayCounts weekdays = new WeekdayCounts();
  private final TrackDurations lengths = new TrackDurations();
  private final Map<AlbumType, ExplicitShare> lyrics = new EnumMap<>(AlbumType.class);
  private final List<AlbumEntry> shown = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<ListingSnapshot> listings = new ArrayList<>();
  private int sampled;
  private boolean simulated;
  private @Nullable LocalDate newest;

  ReportAggregator(ReportDateRange span) {
    this.span = span;
  }

  /** Begins a date of the span. */
  void day(ReportDay day) {
    days.put(day.ds(), day);
    if (day.state() == DayState.LOADED && newest == null) {
      newest = day.ds();
    }
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  /** An artist of the date that was begun last. */
  void artist(DimArtist row) {
    artists.name(row);
  }

  /** Takes the albums of a date that was begun, whose artists were named. */
  Consumer<AlbumBundle> albumsOf(LocalDate ds) {
    ReportDay day = Objects.requireNonNull(days.get(ds));
    return album -> add(day, album);
  }

  private void add(ReportDay day, AlbumBundle album) {
    day.listed().add(album.kind());
    sightings.add(day.ds(), album.fact(), album.kind());
    if (day.ds().equals(newest)) {
      shown.add(AlbumEntry.of(album, artists, sightings.of(album.fact())));
    }
    if (counted.add(album.id())) {
      sampled += AlbumAppearances.counts(album.fact()) ? 0 : 1;
      count(album);
    }
  }

  private void count(AlbumBundle album) {
    artists.add(album);
    pairs.add(album);
    weekdays.add(album.fact().releaseDay());
    ExplicitShare words = lyrics.computeIfAbsent(album.kind(), kind -> new ExplicitShare());
    for (DimTrack track : album.tracks()) {
      lengths.add(track.durationMs());
      words.add(track.explicit());
    }
  }

  /** A listing to compare others with: of the span, or of the dates before it. */
  void listing(ListingSnapshot listing) {
    listings.add(listing);
  }

  /** A row of a date before the span. */
  void before(LocalDate ds, FactRelease row) {
    sightings.add(ds, row);
  }

  void simulated() {
    simulated = true;
  }

  /** Once every date was told. */
  ReportData result() {
    LocalDate last = Objects.requireNonNull(newest, "a date that could be read");
    BinnedCounts ages = BinnedCounts.ofAges();
    BinnedCounts staying = BinnedCounts.ofStays();
    BinnedCounts gone = BinnedCounts.ofStays();
    sightings
        .all()
        .filter(seen -> span.contains(seen.last()))
        .forEach(
            seen -> {
              (seen.last().equals(last) ? staying : gone).add(seen.days());
              if (span.contains(seen.first())) {
                first(seen, ages);
              }
            });
    sightings.began().forEach(this::remarkBeginning);
    listings.forEach(this::compare);
    shown.replaceAll(album -> album.withArtists(artists));
    shown.sort(
        Comparator.comparing(
                AlbumEntry::position, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
            .thenComparing(AlbumEntry::id));
    return new ReportData(
        span,
        List.copyOf(days.values()),
        last,
        observedAt(),
        List.copyOf(shown),
        counted.size(),
        sampled,
        simulated,
        sightings.began(),
        artists,
        pairs,
        weekdays,
        lengths,
        lyrics,
        ages,
        staying,
        gone,
        List.copyOf(warnings));
  }

  private void first(AlbumAppearance seen, BinnedCounts ages) {
    ReportDay day = Objects.requireNonNull(days.get(seen.first()));
    day.fresh().add(seen.kind());
    LocalDate out = seen.releaseDay();
    if (out != null) {
      ages.add(ChronoUnit.DAYS.between(out, day.taken()));
    }
  }

  private void remarkBeginning(String source, LocalDate ds) {
    ReportDay day = days.get(ds);
    if (day != null) {
      day.remark("The first listing from " + source + ": all of it counts as new.");
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
