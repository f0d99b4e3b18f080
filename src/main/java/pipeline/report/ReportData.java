package pipeline.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a page tells.
 *
 * @param days every date of the span, oldest first
 * @param newest the last date that could be read
 * @param observedAt when the latest of the listings was taken
 * @param newestAlbums the albums of that date, in the order of the list
 * @param albumCount albums of the span, each once
 * @param sampledCount those of them that only late captures show
 * @param isSimulated whether the lake says so
 * @param firstDates the first date of each source in the whole lake
 * @param lyrics of the tracks, by their album's type
 * @param ages days from an album's release to the first listing that has it, of those that the span
 *     shows first
 * @param stillListed how many dates list an album, of those that the newest date still lists
 * @param noLongerListed the same of the others
 */
public record ReportData(
    ReportDateRange span,
    List<ReportDay> days,
    LocalDate newest,
    @Nullable Instant observedAt,
    List<AlbumEntry> newestAlbums,
    int albumCount,
    int sampledCount,
    boolean isSimulated,
    Map<String, LocalDate> firstDates,
    ArtistCounts artists,
    Collaborations collaborations,
    WeekdayCounts weekdays,
    TrackDurations durations,
    Map<AlbumType, ExplicitShare> lyrics,
    BinnedCounts ages,
    BinnedCounts stillListed,
    BinnedCounts noLongerListed,
    List<String> warnings) {

  /** The newest date as a day of the span. */
  public ReportDay newestDay() {
    return days.stream().filter(day -> day.ds().equals(newest)).findFirst().orElseThrow();
  }

  /** What is new on the newest date; of a late capture, all that it shows. */
  public List<AlbumEntry> newAlbums() {
    return newestDay().isLate()
        ? newestAlbums
        : newestAlbums.stream().filter(album -> album.isNewOn(newest)).toList();
  }

  /** How many dates could be read. */
  public long loadedCount() {
    return days.stream().filter(day -> day.state() == DayState.LOADED).count();
  }

  /** Dates of which there is nothing. */
  public List<LocalDate> missingDates() {
    return days.stream().filter(day -> day.state() == DayState.MISSING).map(ReportDay::ds).toList();
  }

  /** What is on the page, by section. */
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

  /** What people have to do something about, each with its date. */
  public List<String> alarms() {
    List<String> alarms = new ArrayList<>(warnings);
    for (ReportDay day : days) {
      if (day.state() == DayState.OUTDATED || day.state() == DayState.UNREADABLE) {
        day.remarks().forEach(remark -> alarms.add(day.ds() + ": " + remark));
      }
    }
    return alarms;
  }
}
