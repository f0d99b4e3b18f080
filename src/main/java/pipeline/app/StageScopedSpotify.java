package pipeline.app;

import pipeline.cli.result.RequestCounts;
import pipeline.cli.run.RunContext;
import pipeline.spotify.api.LazySpotify;
import pipeline.spotify.api.StateStore;

/** The command's Spotify as one of its stages has it: the calls are those of this stage. */
final class StageScopedSpotify {
  private final LazySpotify spotify;
  private final StateStore facts;

  StageScopedSpotify(SpotifySession access, RunContext context) {
    this.spotify = access.spotify().countingFromNow();
    this.facts = access.facts();
    context.countCallsBy(this::calls);
  }

  LazySpotify spotify() {
    return spotify;
  }

  StateStore facts() {
    return facts;
  }

  RequestCounts calls() {
    return SpotifySession.calls(spotify.requestStats());
  }
}
