package pipeline.cli;

import java.time.LocalDate;
import java.util.Set;
import pipeline.audit.ListingAnomaly;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.TrackConfig;
import pipeline.transform.TransformConfig;

/**
 * The four stages as the commands call them. Each replaces its date's partitions whole, or throws
 * and publishes nothing; what it throws is named in {@code Failures}.
 */
public interface Stages {
  Outcome extractReleases(
      LocalDate date, ReleaseConfig releases, SpotifyRules spotify, Context context)
      throws Exception;

  Outcome extractTracks(LocalDate date, TrackConfig tracks, SpotifyRules spotify, Context context)
      throws Exception;

  Outcome transform(LocalDate date, TransformConfig rules, Context context) throws Exception;

  /**
   * Audits clean and publishes the star.
   *
   * @param failOn what is fatal where it is found beside other dates
   */
  Outcome load(LocalDate date, Set<ListingAnomaly> failOn, Context context) throws Exception;
}
