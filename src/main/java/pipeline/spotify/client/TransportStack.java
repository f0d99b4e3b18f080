package pipeline.spotify.client;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
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
import pipeline.spotify.quota.CallLedger;
import pipeline.spotify.retry.ConditionWaiter;
import pipeline.spotify.retry.Jitter;
import pipeline.spotify.retry.LoggingTransport;
import pipeline.spotify.retry.QuotaTransport;
import pipeline.spotify.retry.RateLimitBlock;
import pipeline.spotify.retry.RateLimitGate;
import pipeline.spotify.retry.RateLimitedTransport;
import pipeline.spotify.retry.RetryingTransport;

/**
 * The chain of HTTP decorators that adds counts, logging, the daily quota, the request budget,
 * retries and authorization.
 *
 * @param decorators a function that wraps a counting transport in the other decorators
 * @param resources the ledger and the connections of the transport; {@link #close} closes both
 */
record TransportStack(
    RateLimitBlock block,
    CountingTransport countingTransport,
    RateLimitGate gate,
    CallLedger ledger,
    AccessTokenProvider tokens,
    JsonClient api,
    Function<CountingTransport, JsonClient> decorators,
    AutoCloseable resources)
    implements AutoCloseable {
  private static final Duration CLAIM_PAUSE = Duration.ofMillis(50);

  /**
   * Creates a stack over Apache HttpClient. The stack connects when it sends its first request.
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
    ConditionWaiter waiter = ConditionWaiter.system(clock);
    return create(settings, grant, stateStore, clock, random, waiter, transport, transport);
  }

  /** Wraps a transport in the decorators, innermost first. */
  static TransportStack create(
      SpotifySettings settings,
      OAuthGrant grant,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random,
      ConditionWaiter waiter,
      HttpTransport transport,
      AutoCloseable connections) {
    UrlOrigin origin = apiOrigin(settings);
    RateLimitBlock block = new RateLimitBlock(stateStore, clock, settings.ignoreBlock());
    Jitter jitter = new Jitter(random);
    RateLimitGate gate = new RateLimitGate(settings, block, clock, jitter, waiter);

    CallLedger ledger =
        new CallLedger(
            stateStore,
            clock,
            settings.callsName(),
            settings.requestsPerDay(),
            attempt -> {
              Duration wait = CLAIM_PAUSE.multipliedBy(attempt);
              gate.pause(jitter.lengthen(wait, wait));
            });

    UnaryOperator<HttpTransport> limits =
        http -> {
          http = new LoggingTransport(http, gate, clock);
          http = new QuotaTransport(http, ledger, settings.apiUrl(), clock);
          http = new RateLimitedTransport(http, gate);
          return new RetryingTransport(http, gate, jitter);
        };
    CountingTransport countingTransport =
        new CountingTransport(new JsonValidatingTransport(transport));
    AccessTokenProvider tokens =
        new AccessTokenProvider(limits.apply(countingTransport), grant, clock);
    Function<CountingTransport, JsonClient> decorators =
        http ->
            new JsonClient(
                new AuthenticatingTransport(limits.apply(http), origin, tokens), settings.apiUrl());
    return new TransportStack(
        block,
        countingTransport,
        gate,
        ledger,
        tokens,
        decorators.apply(countingTransport),
        decorators,
        () -> {
          ledger.close();
          connections.close();
        });
  }

  /**
   * Returns a view that counts the requests that are sent through it, including requests for
   * tokens. This stack counts them too. The view shares everything else with this stack. Closing
   * the view does nothing.
   */
  TransportStack withOwnCount() {
    CountingTransport own = new CountingTransport(countingTransport);
    return new TransportStack(
        block, own, gate, ledger, tokens, decorators.apply(own), decorators, () -> {});
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

  @Override
  public void close() {
    try {
      resources.close();
    } catch (Exception failure) {
      throw new IllegalStateException("cannot close the HTTP connections", failure);
    }
  }
}
