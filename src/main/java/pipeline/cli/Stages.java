package pipeline.cli;

import java.time.LocalDate;
import java.util.Set;
import pipeline.audit.Doubt;
import pipeline.extract.ReleaseRules;
import pipeline.extract.TrackRules;
import pipeline.transform.TransformRules;

/**
 * The four stages as the commands call them. Each replaces its date's partitions whole, or throws
 * and publishes nothing; what it throws is named in {@code Failures}.
 */
public interface Stages {
  Outcome extractReleases(
      LocalDate date, ReleaseRules releases, SpotifyRules spotify, Context context)
      throws Exception;

  Outcome extractTracks(LocalDate date, TrackRules tracks, SpotifyRules spotify, Context context)
      throws Exception;

  Outcome transform(LocalDate date, TransformRules rules, Context context) throws Exception;

  /**
   * Audits clean and publishes the star.
   *
   * @param failOn what is fatal where it is found beside other dates
   */
  Outcome load(LocalDate date, Set<Doubt> failOn, Context context) throws Exception;
}
