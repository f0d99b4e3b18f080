package pipeline.spotify.client;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import pipeline.spotify.api.LatencySample;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.AccessToken;
import pipeline.spotify.auth.AccessTokenProvider;
import pipeline.spotify.auth.ClientCredentialsGrant;
import pipeline.spotify.auth.TokenEndpoint;
import pipeline.spotify.http.ApacheTransport;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.AttemptResult;
import pipeline.spotify.http.CountingTransport;
import pipeline.spotify.http.JsonValidatingTransport;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.http.SpotifyErrorTranslator;
import pipeline.spotify.http.UrlBuilder;
import pipeline.spotify.http.UrlOrigin;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.retry.Jitter;
import pipeline.spotify.retry.LoggingTransport;
import pipeline.spotify.retry.RateLimitBlock;
import pipeline.spotify.retry.RateLimitResponse;
import pipeline.spotify.retry.RateLimitedTransport;
import pipeline.spotify.retry.RequestGate;
import pipeline.spotify.retry.RetryClassifier;
import pipeline.spotify.retry.RetryingTransport;
import pipeline.spotify.retry.Waiter;

/**
 * Asks Spotify for the same small thing, as often as it is told to: nothing is tried again, nothing
 * held back. For measuring, not for work. A block that was noted before is respected, and one that
 * a 429 brings is noted.
 */
public final class RateProbe implements AutoCloseable {
  private final ApacheTransport wire;
  private final Clock clock;
  private final RateLimitBlock block;
  private final CountingTransport http;
  private final AccessTokenProvider tokens;
  private final URI asked;

  public static RateProbe open(
      SpotifySettings settings, StateStore facts, Clock clock, RandomGenerator random) {
    return new RateProbe(settings, facts, clock, random);
  }

  private RateProbe(
      SpotifySettings settings, StateStore facts, Clock clock, RandomGenerator random) {
    UrlOrigin unused = TransportStack.checked(settings);
    SpotifyClient.requireSecret(settings);
    Jitter jitter = new Jitter(random);
    this.clock = clock;
    this.block = new RateLimitBlock(facts, clock, settings.ignoreBlock());
    this.wire = new ApacheTransport(settings, clock);
    this.http =
        new CountingTransport(
            new LoggingTransport(new JsonValidatingTransport(wire), (call, reply) -> false, clock));
    // The token is no part of what is measured: it comes as for everyone else.
    RequestGate gate = new RequestGate(settings, block, clock, jitter, Waiter.real(clock));
    this.tokens =
        new AccessTokenProvider(
            new RetryingTransport(new RateLimitedTransport(http, gate), gate, jitter),
            new ClientCredentialsGrant(new TokenEndpoint(settings)),
            clock);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", "tag:new");
    parameters.put("type", "album");
    parameters.put("limit", "1");
    this.asked = UrlBuilder.with(UrlBuilder.below(settings.apiUrl(), "/search"), parameters);
  }

  /** What every sample asks for, as in {@code GET /v1/search?q=…}. */
  public String asks() {
    return call().toString();
  }

  /**
   * Gets ready: what follows is measured alone.
   *
   * @throws SpotifyException RATE_LIMITED while a block that was noted before lasts
   */
  public void prepare() {
    block
        .lasting()
        .ifPresent(
            end -> {
              throw SpotifyException.rateLimited(
                  "Spotify asked this app to pause until %s, and calling on would prolong that: measure after it."
                      .formatted(end),
                  end);
            });
    AccessToken unused = tokens.current();
  }

  /**
   * One request, once.
   *
   * @throws SpotifyException where Spotify refuses for another reason than too many requests: more
   *     of them would teach nothing
   */
  public LatencySample ask() {
    ApiRequest call = call().authorized(tokens.current().authorization());
    Instant at = clock.instant();
    AttemptResult outcome = AttemptResult.of(http, call);
    Duration took = Duration.between(at, clock.instant());
    ApiResponse reply = outcome.reply();
    IOException failure = outcome.failure();
    if (reply == null) {
      return new LatencySample(
          at,
          took,
          0,
          failure == null ? "no answer" : SpotifyErrorTranslator.words(failure),
          null,
          null);
    }
    if (reply.ok()) {
      return new LatencySample(at, took, reply.status(), null, null, null);
    }
    if (outcome.throttled()) {
      return throttled(reply, at, took);
    }
    if (reply.status() >= 500 || reply.status() == 408) {
      return new LatencySample(
          at, took, reply.status(), SpotifyErrorBody.of(reply).quoted(), null, null);
    }
    throw SpotifyErrorTranslator.of(call, reply);
  }

  private LatencySample throttled(ApiResponse reply, Instant at, Duration took) {
    RateLimitResponse throttle = new RateLimitResponse.RateLimitParser(clock).read(reply);
    Instant end = throttle.endsAfter(clock.instant());
    block.remember(end);
    return new LatencySample(
        at, took, 429, SpotifyErrorBody.of(reply).quoted(), throttle.asked(), end);
  }

  /** The only attempt. */
  private ApiRequest call() {
    return new ApiRequest(
        "GET",
        asked,
        Map.of("Accept", "application/json"),
        null,
        PageSizeNegotiator.SEARCH,
        1,
        RetryClassifier.ATTEMPTS - 1,
        0,
        false,
        false);
  }

  /** What has been called until now. */
  public RequestStats calls() {
    return http.calls();
  }

  @Override
  public void close() {
    wire.close();
  }
}
