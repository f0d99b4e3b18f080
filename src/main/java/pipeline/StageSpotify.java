package pipeline;

import pipeline.cli.Calls;
import pipeline.cli.Context;
import pipeline.spotify.Facts;
import pipeline.spotify.LazySpotify;

/** The command's Spotify as one of its stages has it: the calls are those of this stage. */
final class StageSpotify {
  private final LazySpotify spotify;
  private final Facts facts;

  StageSpotify(SpotifyAccess access, Context context) {
    this.spotify = access.spotify().fromNowOn();
    this.facts = access.facts();
    context.countCallsBy(this::calls);
  }

  LazySpotify spotify() {
    return spotify;
  }

  Facts facts() {
    return facts;
  }

  Calls calls() {
    return SpotifyAccess.calls(spotify.calls());
  }
}
