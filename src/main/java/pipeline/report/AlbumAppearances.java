package pipeline.report;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dates that list each album, by source. Historical captures must not be added, because they
 * are samples. Dates may be added in any order, but each date only once.
 */
public final class AlbumAppearances {
  private final Map<String, Map<String, AlbumAppearance>> bySource = new TreeMap<>();
  private final Map<String, LocalDate> firstDates = new TreeMap<>();

  /**
   * Adds an album that a date lists. Returns the album's appearance.
   *
   * @param source the source of the listing; null if it is unknown
   */
  AlbumAppearance add(LocalDate ds, @Nullable String source, String albumId) {
    String key = source == null ? "" : source;
    firstDates.merge(key, ds, (one, other) -> one.isBefore(other) ? one : other);
    AlbumAppearance appearance =
        bySource
            .computeIfAbsent(key, s -> new HashMap<>())
            .computeIfAbsent(albumId, id -> new AlbumAppearance(ds));
    appearance.addDate(ds);
    return appearance;
  }

  /**
   * Returns, for each source, the first date with a listing. On this date, every album of the
   * source is new.
   */
  Map<String, LocalDate> firstDates() {
    return firstDates;
  }

  /** Returns the appearances of all albums of all sources, in no particular order. */
  Stream<AlbumAppearance> stream() {
    return bySource.values().stream().flatMap(albums -> albums.values().stream());
  }

  /** The dates on which one source lists an album. */
  public static final class AlbumAppearance {
    private LocalDate first;
    private LocalDate last;
    private int days;
    private AlbumType type = AlbumType.OTHER;
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

    /** Sets the properties of the album as of a date, unless a later date lists the album. */
    void describe(LocalDate ds, AlbumType asOfDate, @Nullable LocalDate releaseDayAsOfDate) {
      if (ds.equals(last)) {
        type = asOfDate;
        releaseDay = releaseDayAsOfDate;
      }
    }

    LocalDate first() {
      return first;
    }

    LocalDate last() {
      return last;
    }

    /** Returns the number of dates that list the album. */
    int days() {
      return days;
    }

    AlbumType type() {
      return type;
    }

    @Nullable LocalDate releaseDay() {
      return releaseDay;
    }
  }
}
