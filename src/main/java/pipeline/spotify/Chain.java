package pipeline.spotify;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import pipeline.spotify.SpotifyException.Kind;

/** From the wire to authorized requests that wait and retry: put together here, innermost first. */
final class Chain {
  private final CountedHttp counted;
  private final Gate gate;
  private final Tokens tokens;
  private final Http http;
  private final URI api;

  Chain(
      SpotifySettings settings,
      Grant grant,
      Facts facts,
      Clock clock,
      RandomGenerator random,
      Sleeper sleeper,
      Http transport) {
    Origin origin = checked(settings);
    Jitter jitter = new Jitter(random);
    Block block = new Block(facts, clock, settings.ignoreBlock());
    this.gate = new Gate(settings, block, clock, jitter, sleeper);

    Http all = new WholeHttp(transport);
    all = new LoggedHttp(all, gate, clock);
    this.counted = new CountedHttp(all);
    all = new BudgetedHttp(counted, gate);
    all = new RetryingHttp(all, gate, jitter);
    this.tokens = new Tokens(all, grant, clock);
    this.http = new AuthorizedHttp(all, origin, tokens);
    this.api = settings.apiUrl();
  }

  static Origin checked(SpotifySettings settings) {
    if (settings.clientId().isBlank()) {
      throw new SpotifyException(
          Kind.CONFIGURATION,
          "Spotify needs to know the app: set SPOTIFY_CLIENT_ID, or try everything without one by"
              + " --simulate.");
    }
    Origin unused = Origin.ofSetting("SPOTIFY_ACCOUNTS_URL", settings.accountsUrl());
    return Origin.ofSetting("SPOTIFY_API_URL", settings.apiUrl());
  }

  JsonApi api() {
    return new JsonApi(http, api);
  }

  /** Gets a token, where there is none yet. */
  void signIn() {
    Token unused = tokens.current();
  }

  Calls calls() {
    return counted.calls();
  }

  /** Waits, unless the run is to end. */
  void pause(Duration time) {
    gate.pause(time);
  }
}
