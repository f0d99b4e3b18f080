package pipeline.app;

import pipeline.cli.run.RunContext;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.StateStore;

/** The command's Spotify as one of its stages has it: the calls are those of this stage. */
final class StageScopedSpotify {
  private final LazySpotify spotify;
  private final StateStore stateStore;

  StageScopedSpotify(SpotifySession session, RunContext context) {
    this.spotify = session.spotify().countingFromNow();
    this.stateStore = session.stateStore();
    context.setStatsSupplier(this::requestStats);
  }

  LazySpotify spotify() {
    return spotify;
  }

  StateStore stateStore() {
    return stateStore;
  }

  RequestStats requestStats() {
    return spotify.requestStats();
  }
}
