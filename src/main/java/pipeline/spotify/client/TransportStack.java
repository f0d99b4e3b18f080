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
 * The chain of HTTP decorators that adds logging, the request budget, retries and authorization.
 * The constructor assembles them, innermost first.
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
   * Creates a stack over Apache HttpClient. It connects when it sends its first request.
   *
   * @param random the source of the jitter in waits
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
   * @param connections the connections of the transport; closing the stack closes them
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
   * Returns the grant for the app, without a user.
   *
   * @throws SpotifyException CONFIGURATION if the client ID or the client secret is missing
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

  /** Returns a new context. The caller must close it to stop its threads. */
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

  /**
   * Waits for the given time.
   *
   * @throws SpotifyException INTERRUPTED if the thread is interrupted
   */
  void pause(Duration time) {
    gate.pause(time);
  }

  @Override
  public void close() {
    try {
      connections.close();
    } catch (Exception failure) {
      throw new IllegalStateException("cannot close the HTTP connections", failure);
    }
  }
}
