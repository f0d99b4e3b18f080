package pipeline;

import pipeline.cli.RequestCounts;
import pipeline.cli.RunContext;
import pipeline.spotify.LazySpotify;
import pipeline.spotify.StateStore;

/** The command's Spotify as one of its stages has it: the calls are those of this stage. */
final class StageSpotify {
  private final LazySpotify spotify;
  private final StateStore facts;

  StageSpotify(SpotifyAccess access, RunContext context) {
    this.spotify = access.spotify().fromNowOn();
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
    return SpotifyAccess.calls(spotify.calls());
  }
}
