package pipeline;

import java.time.LocalDate;
import pipeline.cli.Context;
import pipeline.cli.Outcome;
import pipeline.cli.ReleaseRules;
import pipeline.cli.SpotifyRules;
import pipeline.cli.Stages;
import pipeline.cli.TrackRules;

/** Holds the place where the stages are put together until they are. */
final class UnwiredStages implements Stages {
  @Override
  public Outcome extractReleases(
      LocalDate date, ReleaseRules releases, SpotifyRules spotify, Context context) {
    throw new UnsupportedOperationException("extract-releases is not wired in Main");
  }

  @Override
  public Outcome extractTracks(
      LocalDate date, TrackRules tracks, SpotifyRules spotify, Context context) {
    throw new UnsupportedOperationException("extract-tracks is not wired in Main");
  }

  @Override
  public Outcome transform(LocalDate date, Context context) {
    throw new UnsupportedOperationException("transform is not wired in Main");
  }

  @Override
  public Outcome load(LocalDate date, Context context) {
    throw new UnsupportedOperationException("load is not wired in Main");
  }
}
