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
import pipeline.report.Sightings.Seen;
import pipeline.tables.DimArtist;
import pipeline.tables.DimTrack;
import pipeline.tables.FactRelease;

/**
 * Rows in, a report's numbers out. Each date of the span is told once, the newest first, so that
 * what it says of an album and an artist is what counts; earlier dates in any order.
 */
final class Counting {
  private final Span span;
  private final Map<LocalDate, Day> days = new TreeMap<>();
  private final Sightings sightings = new Sightings();
  private final Set<String> counted = new HashSet<>();
  private final Artists artists = new Artists();
  private final Pairs pairs = new Pairs();
  private final Weekdays weekdays = new Weekdays();
  private final Lengths lengths = new Lengths();
  private final Map<Kind, Lyrics> lyrics = new EnumMap<>(Kind.class);
  private final List<ShownAlbum> shown = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<ListingSnapshot> listings = new ArrayList<>();
  private int sampled;
  private boolean simulated;
  private @Nullable LocalDate newest;

  Counting(Span span) {
    this.span = span;
  }

  /** Begins a date of the span. */
  void day(Day day) {
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
  Consumer<ListedAlbum> albumsOf(LocalDate ds) {
    Day day = Objects.requireNonNull(days.get(ds));
    return album -> add(day, album);
  }

  private void add(Day day, ListedAlbum album) {
    day.listed().add(album.kind());
    sightings.add(day.ds(), album.fact(), album.kind());
    if (day.ds().equals(newest)) {
      shown.add(ShownAlbum.of(album, artists, sightings.of(album.fact())));
    }
    if (counted.add(album.id())) {
      sampled += Sightings.counts(album.fact()) ? 0 : 1;
      count(album);
    }
  }

  private void count(ListedAlbum album) {
    artists.add(album);
    pairs.add(album);
    weekdays.add(album.fact().releaseDay());
    Lyrics words = lyrics.computeIfAbsent(album.kind(), kind -> new Lyrics());
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
    Bins ages = Bins.ofAges();
    Bins staying = Bins.ofStays();
    Bins gone = Bins.ofStays();
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
                ShownAlbum::position, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
            .thenComparing(ShownAlbum::id));
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

  private void first(Seen seen, Bins ages) {
    Day day = Objects.requireNonNull(days.get(seen.first()));
    day.fresh().add(seen.kind());
    LocalDate out = seen.releaseDay();
    if (out != null) {
      ages.add(ChronoUnit.DAYS.between(out, day.taken()));
    }
  }

  private void remarkBeginning(String source, LocalDate ds) {
    Day day = days.get(ds);
    if (day != null) {
      day.remark("The first listing from " + source + ": all of it counts as new.");
    }
  }

  private void compare(ListingSnapshot listing) {
    Day day = days.get(listing.ds());
    if (day != null) {
      AnomalyDetector.of(listing, listings).stream()
          .filter(finding -> finding.doubt() != ListingAnomaly.GAP) // the page shows gaps itself
          .forEach(day.findings()::add);
    }
  }

  private @Nullable Instant observedAt() {
    return days.values().stream()
        .map(Day::run)
        .filter(Objects::nonNull)
        .map(RunFacts::observedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
