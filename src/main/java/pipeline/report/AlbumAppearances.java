package pipeline.report;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.tables.row.FactRelease;

/**
 * When each album was listed, by source. Late captures are samples, so they are not looked at. The
 * dates may come in any order, each once.
 */
public final class AlbumAppearances {
  /** How an album was seen by one source. */
  public static final class AlbumAppearance {
    private LocalDate first;
    private LocalDate last;
    private int days;
    private AlbumType kind = AlbumType.OTHER;
    private @Nullable LocalDate releaseDay;

    AlbumAppearance(LocalDate ds) {
      first = ds;
      last = ds;
    }

    private void addDate(LocalDate ds) {
      first = ds.isBefore(first) ? ds : first;
      last = ds.isAfter(last) ? ds : last;
      days++;
    }

    /** The first date that lists it. */
    public LocalDate first() {
      return first;
    }

    /** The last one. */
    public LocalDate last() {
      return last;
    }

    /** How many dates list it. */
    public int days() {
      return days;
    }

    AlbumType kind() {
      return kind;
    }

    @Nullable LocalDate releaseDay() {
      return releaseDay;
    }
  }

  private final Map<String, Map<String, AlbumAppearance>> bySource = new TreeMap<>();
  private final Map<String, LocalDate> firstDates = new TreeMap<>();

  /** Whether a row counts here. */
  static boolean isCounted(FactRelease row) {
    return !Boolean.TRUE.equals(row.isLateCapture());
  }

  private static String source(FactRelease row) {
    return row.source() == null ? "" : row.source();
  }

  /** A date lists an album. */
  void add(LocalDate ds, FactRelease row) {
    if (isCounted(row)) {
      findOrAdd(ds, row).addDate(ds);
      firstDates.merge(source(row), ds, (one, other) -> one.isBefore(other) ? one : other);
    }
  }

  /** The same, and what is known of the album; what the last date says wins. */
  void add(LocalDate ds, FactRelease row, AlbumType kind) {
    add(ds, row);
    if (isCounted(row)) {
      AlbumAppearance seen = findOrAdd(ds, row);
      if (ds.equals(seen.last)) {
        seen.kind = kind;
        seen.releaseDay = row.releaseDay();
      }
    }
  }

  private AlbumAppearance findOrAdd(LocalDate ds, FactRelease row) {
    return bySource
        .computeIfAbsent(source(row), s -> new HashMap<>())
        .computeIfAbsent(row.albumId(), id -> new AlbumAppearance(ds));
  }

  /** How an album that this row lists was seen; null for a late capture. */
  @Nullable AlbumAppearance find(FactRelease row) {
    Map<String, AlbumAppearance> albums = bySource.get(source(row));
    return albums == null || !isCounted(row) ? null : albums.get(row.albumId());
  }

  /** The first date of each source: all that it lists is seen first then, whatever its age. */
  Map<String, LocalDate> firstDates() {
    return firstDates;
  }

  /** Every album of every source. */
  Stream<AlbumAppearance> stream() {
    return bySource.values().stream().flatMap(albums -> albums.values().stream());
  }
}
