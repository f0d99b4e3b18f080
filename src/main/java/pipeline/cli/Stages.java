package pipeline.cli;

import java.time.LocalDate;
import pipeline.extract.ReleaseRules;
import pipeline.extract.TrackRules;

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

  /**
   * Makes clean's tables.
   *
   * @param maxRejects the share of raw rows that may be rejected, 0 to 1
   */
  Outcome transform(LocalDate date, double maxRejects, Context context) throws Exception;

  Outcome load(LocalDate date, Context context) throws Exception;
}
