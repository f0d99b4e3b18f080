package pipeline.spotify.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.AccessToken;
import pipeline.spotify.auth.AccessTokenProvider;
import pipeline.spotify.auth.AuthenticatingTransport;
import pipeline.spotify.auth.OAuthGrant;
import pipeline.spotify.http.CountingTransport;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.http.JsonValidatingTransport;
import pipeline.spotify.http.UrlOrigin;
import pipeline.spotify.retry.ConditionWaiter;
import pipeline.spotify.retry.Jitter;
import pipeline.spotify.retry.LoggingTransport;
import pipeline.spotify.retry.RateLimitBlock;
import pipeline.spotify.retry.RateLimitedTransport;
import pipeline.spotify.retry.RequestGate;
import pipeline.spotify.retry.RetryingTransport;

/** From the wire to authorized requests that wait and retry: put together here, innermost first. */
final class TransportStack {
  private final CountingTransport countingTransport;
  private final RequestGate gate;
  private final AccessTokenProvider tokens;
  private final HttpTransport http;
  private final URI api;

  TransportStack(
      SpotifySettings settings,
      OAuthGrant grant,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random,
      ConditionWaiter waiter,
      HttpTransport transport) {
    UrlOrigin origin = apiOrigin(settings);
    Jitter jitter = new Jitter(random);
    RateLimitBlock block = new RateLimitBlock(stateStore, clock, settings.ignoreBlock());
    this.gate = new RequestGate(settings, block, clock, jitter, waiter);

    HttpTransport all = new JsonValidatingTransport(transport);
    all = new LoggingTransport(all, gate, clock);
    this.countingTransport = new CountingTransport(all);
    all = new RateLimitedTransport(countingTransport, gate);
    all = new RetryingTransport(all, gate, jitter);
    this.tokens = new AccessTokenProvider(all, grant, clock);
    this.http = new AuthenticatingTransport(all, origin, tokens);
    this.api = settings.apiUrl();
  }

  static UrlOrigin apiOrigin(SpotifySettings settings) {
    if (settings.clientId().isBlank()) {
      throw new SpotifyException(
          SpotifyErrorKind.CONFIGURATION,
          "Spotify needs to know the app: set SPOTIFY_CLIENT_ID, or try everything without one by"
              + " --simulate.");
    }
    UrlOrigin unused = UrlOrigin.fromSetting("SPOTIFY_ACCOUNTS_URL", settings.accountsUrl());
    return UrlOrigin.fromSetting("SPOTIFY_API_URL", settings.apiUrl());
  }

  JsonClient api() {
    return new JsonClient(http, api);
  }

  /** Gets a token, where there is none yet. */
  void signIn() {
    AccessToken unused = tokens.current();
  }

  RequestStats requestStats() {
    return countingTransport.requestStats();
  }

  /** Waits, unless the run is to end. */
  void pause(Duration time) {
    gate.pause(time);
  }
}
