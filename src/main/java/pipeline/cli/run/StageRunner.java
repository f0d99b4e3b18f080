package pipeline.cli.run;

import java.time.LocalDate;
import java.util.Set;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.result.StageResult;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.transform.TransformConfig;

/**
 * The four stages. Before a stage publishes its first partition, it closes the files of all its
 * partitions. The file of analytics/partitions is an exception: {@code load} can close it after it
 * has published the other tables. A stage that throws before its first publication publishes
 * nothing. {@code ExitCodeMapper} lists the exceptions.
 */
public interface StageRunner {
  /**
   * Returns a text with the maximum number of calls to Spotify that a range of dates needs, and the
   * number of days that these calls take under the known daily limits.
   */
  String planCalls(
      LocalDate from,
      LocalDate to,
      ReleaseConfig releases,
      TrackConfig tracks,
      SpotifyConfig spotify,
      RunContext context);

  /**
   * Finds the dates of a range for which no stage has anything to do. Sends fewer requests than the
   * stages would send.
   */
  UnchangedDates findUnchanged(
      LocalDate from,
      LocalDate to,
      ReleaseConfig releases,
      TrackConfig tracks,
      TransformConfig rows,
      Set<ListingAnomaly> failOn,
      RunContext context)
      throws Exception;

  /**
   * Writes a row, to load classes that all stages use. Must be called before stages run at the same
   * time, because two threads that initialize these classes can deadlock.
   */
  void warmUp(RunContext context);

  StageResult extractReleases(
      LocalDate date, ReleaseConfig releases, SpotifyConfig spotify, RunContext context)
      throws Exception;

  StageResult extractTracks(
      LocalDate date, TrackConfig tracks, SpotifyConfig spotify, RunContext context)
      throws Exception;

  StageResult transform(LocalDate date, TransformConfig config, RunContext context)
      throws Exception;

  /**
   * Audits the clean tables and publishes the star schema.
   *
   * @param failOn the listing anomalies that fail the stage
   */
  StageResult load(LocalDate date, Set<ListingAnomaly> failOn, RunContext context) throws Exception;
}
