package pipeline.cli.run;

import java.time.LocalDate;
import java.util.Set;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.result.StageResult;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.transform.TransformConfig;

/**
 * The four stages as the commands call them. Each replaces its date's partitions whole, or throws
 * and publishes nothing; what it throws is named in {@code ExitCodeMapper}.
 */
public interface StageRunner {
  StageResult extractReleases(
      LocalDate date, ReleaseConfig releases, SpotifyConfig spotify, RunContext context)
      throws Exception;

  StageResult extractTracks(
      LocalDate date, TrackConfig tracks, SpotifyConfig spotify, RunContext context)
      throws Exception;

  StageResult transform(LocalDate date, TransformConfig config, RunContext context)
      throws Exception;

  /**
   * Audits clean and publishes the star.
   *
   * @param failOn what is fatal where it is found beside other dates
   */
  StageResult load(LocalDate date, Set<ListingAnomaly> failOn, RunContext context) throws Exception;
}
