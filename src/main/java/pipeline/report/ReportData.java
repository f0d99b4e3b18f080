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
 * @param shown the albums of that date, in the order of the list
 * @param counted albums of the span, each once
 * @param sampled those of them that only late captures show
 * @param simulated whether the lake says so
 * @param began the first date of each source in the whole lake
 * @param lyrics of the tracks, by their album's type
 * @param ages days from an album's release to the first listing that has it, of those that the span
 *     shows first
 * @param staying how many dates list an album, of those that the newest date still lists
 * @param gone the same of the others
 */
public record ReportData(
    ReportDateRange span,
    List<ReportDay> days,
    LocalDate newest,
    @Nullable Instant observedAt,
    List<AlbumEntry> shown,
    int counted,
    int sampled,
    boolean simulated,
    Map<String, LocalDate> began,
    ArtistCounts artists,
    Collaborations pairs,
    WeekdayCounts weekdays,
    TrackDurations lengths,
    Map<AlbumType, ExplicitShare> lyrics,
    BinnedCounts ages,
    BinnedCounts staying,
    BinnedCounts gone,
    List<String> warnings) {

  /** The newest date as a day of the span. */
  public ReportDay newestDay() {
    return days.stream().filter(day -> day.ds().equals(newest)).findFirst().orElseThrow();
  }

  /** What is new on the newest date; of a late capture, all that it shows. */
  public List<AlbumEntry> fresh() {
    return newestDay().late()
        ? shown
        : shown.stream().filter(album -> album.isNewOn(newest)).toList();
  }

  /** How many dates could be read. */
  public long loaded() {
    return days.stream().filter(day -> day.state() == DayState.LOADED).count();
  }

  /** Dates of which there is nothing. */
  public List<LocalDate> missing() {
    return days.stream().filter(day -> day.state() == DayState.MISSING).map(ReportDay::ds).toList();
  }

  /** What is on the page, by section. */
  public Map<String, Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("new", (long) fresh().size());
    rows.put("listed", (long) shown.size());
    rows.put("albums", (long) counted);
    rows.put("artists", (long) artists.size());
    rows.put("tracks", (long) lengths.known() + lengths.unknown());
    rows.put("collaborations", (long) pairs.size());
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
