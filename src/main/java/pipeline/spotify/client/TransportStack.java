package pipeline.spotify.client;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.AccessTokenProvider;
import pipeline.spotify.auth.AuthenticatingTransport;
import pipeline.spotify.auth.ClientCredentialsGrant;
import pipeline.spotify.auth.OAuthGrant;
import pipeline.spotify.auth.TokenEndpoint;
import pipeline.spotify.http.ApacheTransport;
import pipeline.spotify.http.CountingTransport;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.http.JsonValidatingTransport;
import pipeline.spotify.http.UrlOrigin;
import pipeline.spotify.paging.PagingContext;
import pipeline.spotify.retry.ConditionWaiter;
import pipeline.spotify.retry.Jitter;
import pipeline.spotify.retry.LoggingTransport;
import pipeline.spotify.retry.RateLimitBlock;
import pipeline.spotify.retry.RateLimitedTransport;
import pipeline.spotify.retry.RequestGate;
import pipeline.spotify.retry.RetryingTransport;

/**
 * The decorators that turn plain HTTP into authorized requests with a budget and retries. The
 * constructor assembles them, innermost first.
 */
final class TransportStack implements AutoCloseable {
  private final SpotifySettings settings;
  private final StateStore stateStore;
  private final AutoCloseable connections;
  private final RateLimitBlock block;
  private final CountingTransport countingTransport;
  private final RequestGate gate;
  private final AccessTokenProvider tokens;
  private final JsonClient api;

  /**
   * Creates a stack over real connections, which are opened by the first request.
   *
   * @param random spreads the waits
   * @throws SpotifyException CONFIGURATION if the settings are invalid
   */
  static TransportStack open(
      SpotifySettings settings,
      OAuthGrant grant,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random) {
    ApacheTransport transport = new ApacheTransport(settings, clock);
    return new TransportStack(
        settings,
        grant,
        stateStore,
        clock,
        random,
        ConditionWaiter.system(clock),
        transport,
        transport);
  }

  /**
   * Creates a stack over a transport.
   *
   * @param connections closed with the stack
   */
  TransportStack(
      SpotifySettings settings,
      OAuthGrant grant,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random,
      ConditionWaiter waiter,
      HttpTransport transport,
      AutoCloseable connections) {
    UrlOrigin origin = apiOrigin(settings);
    this.settings = settings;
    this.stateStore = stateStore;
    this.connections = connections;
    this.block = new RateLimitBlock(stateStore, clock, settings.ignoreBlock());
    Jitter jitter = new Jitter(random);
    this.gate = new RequestGate(settings, block, clock, jitter, waiter);

    HttpTransport http = new JsonValidatingTransport(transport);
    http = new LoggingTransport(http, gate, clock);
    this.countingTransport = new CountingTransport(http);
    http = new RateLimitedTransport(countingTransport, gate);
    http = new RetryingTransport(http, gate, jitter);
    this.tokens = new AccessTokenProvider(http, grant, clock);
    this.api = new JsonClient(new AuthenticatingTransport(http, origin, tokens), settings.apiUrl());
  }

  private static UrlOrigin apiOrigin(SpotifySettings settings) {
    checkCredentials(settings, false);
    UrlOrigin unused = UrlOrigin.fromSetting("SPOTIFY_ACCOUNTS_URL", settings.accountsUrl());
    return UrlOrigin.fromSetting("SPOTIFY_API_URL", settings.apiUrl());
  }

  /**
   * Returns the grant of the app itself, without a user.
   *
   * @throws SpotifyException CONFIGURATION if the ID or the secret of the app is missing
   */
  static OAuthGrant appGrant(SpotifySettings settings) {
    checkCredentials(settings, true);
    return new ClientCredentialsGrant(new TokenEndpoint(settings));
  }

  private static void checkCredentials(SpotifySettings settings, boolean needsSecret) {
    if (settings.clientId().isBlank() || (needsSecret && settings.clientSecret().isBlank())) {
      throw new SpotifyException(
          SpotifyErrorKind.CONFIGURATION,
          "credentials missing: SPOTIFY_CLIENT_ID%s; set them, or use --simulate"
              .formatted(needsSecret ? " or SPOTIFY_CLIENT_SECRET" : ""));
    }
  }

  JsonClient api() {
    return api;
  }

  /** Returns a new context, whose threads the caller must stop. */
  PagingContext newPagingContext(boolean allowPartial) {
    return PagingContext.create(api, stateStore, settings.maxInFlight(), allowPartial);
  }

  AccessTokenProvider tokens() {
    return tokens;
  }

  RateLimitBlock block() {
    return block;
  }

  RequestStats requestStats() {
    return countingTransport.requestStats();
  }

  /** Waits for the given time, or until the run ends. */
  void pause(Duration time) {
    gate.pause(time);
  }

  @Override
  public void close() {
    try {
      connections.close();
    } catch (Exception failure) {
      throw new IllegalStateException("cannot close the connections", failure);
    }
  }
}
