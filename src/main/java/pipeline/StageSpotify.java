package pipeline;

import pipeline.cli.Calls;
import pipeline.cli.Context;
import pipeline.spotify.LazySpotify;
import pipeline.spotify.StateStore;

/** The command's Spotify as one of its stages has it: the calls are those of this stage. */
final class StageSpotify {
  private final LazySpotify spotify;
  private final StateStore facts;

  StageSpotify(SpotifyAccess access, Context context) {
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

  Calls calls() {
    return SpotifyAccess.calls(spotify.calls());
  }
}
