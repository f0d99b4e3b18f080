package pipeline.app;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.audit.AnomalyDetector;
import pipeline.audit.ListingAnomaly;
import pipeline.audit.ListingHistory;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.UnchangedDates;
import pipeline.extract.ExtractReleases;
import pipeline.extract.ExtractTracks;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.lake.Lake;
import pipeline.load.LoadStage;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.StateStore;
import pipeline.tables.stage.DateRules;
import pipeline.tables.stage.ProgressListener;
import pipeline.tables.stage.RangeSnapshot;
import pipeline.tables.stage.StageRun;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformStage;

/**
 * Finds the dates of a range for which no stage has anything to do. Lists the range once, and runs
 * the stages of each date on this snapshot of the lake. In these runs, each write and each call to
 * Spotify throws, so a stage fails if it has something to do. A date is unchanged if all its stages
 * succeed.
 *
 * @param run the run for the first date of the range
 */
record UnchangedDateFinder(
    StageRun run,
    ReleaseConfig releases,
    TrackConfig tracks,
    TransformConfig rows,
    Set<ListingAnomaly> failOn) {
  /**
   * The maximum age of the snapshot. If the snapshot is older, no date counts as unchanged, so the
   * stages read the lake again.
   */
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger("pipeline");

  /**
   * Returns the unchanged dates.
   *
   * @param last the last date of the range
   * @throws pipeline.lake.store.LakeException if the range cannot be listed
   */
  UnchangedDates find(LocalDate last) {
    if (releases.replace() || tracks.replace() || tracks.refetch() || run.ds().equals(last)) {
      return UnchangedDates.NONE;
    }
    Instant listedAt = run.clock().instant();
    Map<LocalDate, List<StageResult>> unchanged = list(last);
    LOG.debug("{} dates are unchanged", unchanged.size());
    return date ->
        run.clock().instant().isAfter(listedAt.plus(MAX_AGE))
            ? List.of()
            : unchanged.getOrDefault(date, List.of());
  }

  private Map<LocalDate, List<StageResult>> list(LocalDate last) {
    RangeSnapshot snapshot =
        new RangeSnapshot(
            run.lake(), run.ds().minusDays(AnomalyDetector.COMPARED_DATES), last.plusDays(1));
    Instant now = run.clock().instant();
    List<LocalDate> candidates =
        listComparable(
            run.ds().datesUntil(last.plusDays(1)).toList(),
            ds -> snapshot.isComplete(ds) && DateRules.isHistorical(ds, now));
    Lake lake = snapshot.toLake();
    ListingHistory history = new ListingHistory(lake);
    List<List<StageResult>> results =
        run.lake().readAll(candidates, ds -> runStages(ds, lake, history));
    Map<LocalDate, List<StageResult>> unchanged = new HashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      unchanged.put(candidates.get(i), results.get(i));
    }
    unchanged.values().removeIf(List::isEmpty);
    unchanged.keySet().retainAll(listComparable(candidates, unchanged::containsKey));
    return unchanged;
  }

  /**
   * Returns the unchanged dates, except the {@link AnomalyDetector#COMPARED_DATES} dates after each
   * date that may change. For these dates, {@code load} compares the listing with a listing that
   * may change.
   */
  private static List<LocalDate> listComparable(
      List<LocalDate> dates, Predicate<LocalDate> isUnchanged) {
    List<LocalDate> comparable = new ArrayList<>();
    LocalDate next = LocalDate.MIN;
    for (LocalDate ds : dates) {
      if (!isUnchanged.test(ds)) {
        next = ds.plusDays(AnomalyDetector.COMPARED_DATES + 1);
      } else if (!ds.isBefore(next)) {
        comparable.add(ds);
      }
    }
    return comparable;
  }

  /** Returns the results of the stages; empty if a stage may have something to do. */
  private List<StageResult> runStages(LocalDate ds, Lake lake, ListingHistory history) {
    StageRun dateRun =
        new StageRun(lake, ds, run.id(), run.codeVersion(), run.codeHash(), run.clock());
    LazySpotify spotify =
        new LazySpotify(
            () -> {
              throw new UnsupportedOperationException("a stage needs a call to Spotify");
            });
    try {
      // Run load first, because it usually needs no request to find whether it has something to do.
      StageResult loaded =
          DefaultStageRunner.toResult(
                  dateRun, new LoadStage(dateRun, failOn, history).run(), RequestStats.NONE)
              .withAuditStatus();
      return List.of(
          DefaultStageRunner.toResult(
              dateRun,
              new ExtractReleases(dateRun, spotify, StateStore.inMemory(), releases, null).run(),
              RequestStats.NONE),
          DefaultStageRunner.toResult(
              dateRun,
              new ExtractTracks(dateRun, spotify, tracks, false, ProgressListener.NONE).run(),
              RequestStats.NONE),
          DefaultStageRunner.toResult(
              dateRun, new TransformStage(dateRun, rows).run(), RequestStats.NONE),
          loaded);
    } catch (RuntimeException failed) {
      LOG.debug("{} may have changed: {}", ds, failed.getMessage());
      return List.of();
    }
  }
}
