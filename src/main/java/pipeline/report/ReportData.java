package pipeline.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pipeline.report.ReportDay.DayState;
import pipeline.tables.stage.DateRanges.DateRange;

/**
 * The numbers of a report. Each album of the range counts once, with the artists, tracks and values
 * of the last date that lists the album. But {@code ages}, {@code stillListed} and {@code
 * noLongerListed} leave out historical captures, and count an album once for each source.
 *
 * @param days all dates of the range, oldest first
 * @param newest last date with readable star tables
 * @param observedAt time at which the latest listing of the range was taken; null if unknown
 * @param newestAlbums albums of the last date, in the order of the listing
 * @param albumCount number of albums in the range
 * @param isSimulated whether the lake has simulated data
 * @param firstDates first date with a listing, by source; dates after the range are not read
 * @param weekdays albums with a known release day, by weekday
 * @param explicitTracks explicit tracks, by type of album
 * @param cleanTracks tracks that are not explicit, by type of album
 * @param unknownTracks tracks without a known value for explicit lyrics, by type of album
 * @param ages albums with a known release day that are first listed in the range, by the number of
 *     days from release to first listing
 * @param stillListed albums listed on the last date, by the number of dates that list them
 * @param noLongerListed all other albums of the range, by the number of dates that list them
 * @param warnings problems of dates that are left out
 */
public record ReportData(
    DateRange range,
    List<ReportDay> days,
    LocalDate newest,
    @Nullable Instant observedAt,
    List<AlbumEntry> newestAlbums,
    int albumCount,
    boolean isSimulated,
    Map<String, LocalDate> firstDates,
    ArtistCounts artists,
    Collaborations collaborations,
    ValueCounts<DayOfWeek> weekdays,
    TrackDurations durations,
    ValueCounts<AlbumType> explicitTracks,
    ValueCounts<AlbumType> cleanTracks,
    ValueCounts<AlbumType> unknownTracks,
    BinnedCounts ages,
    BinnedCounts stillListed,
    BinnedCounts noLongerListed,
    List<String> warnings) {

  public ReportDay newestDay() {
    return days.stream().filter(day -> day.ds().equals(newest)).findFirst().orElseThrow();
  }

  /**
   * Returns the new albums of the last date; all albums of this date if it is a historical capture.
   */
  public List<AlbumEntry> newAlbums() {
    return newestDay().isHistorical()
        ? newestAlbums
        : newestAlbums.stream().filter(album -> newest.equals(album.firstListed())).toList();
  }

  /** Returns the number of dates with readable star tables. */
  public long loadedCount() {
    return days.stream().filter(day -> day.state() == DayState.LOADED).count();
  }

  /** Returns the dates without a partition of analytics/partitions. */
  public SortedSet<LocalDate> missingDates() {
    return days.stream()
        .filter(day -> day.state() == DayState.MISSING)
        .map(ReportDay::ds)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the row counts for the result line. */
  public Map<String, Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("new", (long) newAlbums().size());
    rows.put("listed", (long) newestAlbums.size());
    rows.put("albums", (long) albumCount);
    rows.put("artists", (long) artists.size());
    rows.put("tracks", (long) durations.known() + durations.unknown());
    rows.put("collaborations", (long) collaborations.size());
    return rows;
  }
}
