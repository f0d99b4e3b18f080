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
import pipeline.spotify.retry.ConditionWaiter;
import pipeline.spotify.retry.Jitter;
import pipeline.spotify.retry.LoggingTransport;
import pipeline.spotify.retry.RateLimitBlock;
import pipeline.spotify.retry.RateLimitResponse;
import pipeline.spotify.retry.RateLimitedTransport;
import pipeline.spotify.retry.RequestGate;
import pipeline.spotify.retry.RetryClassifier;
import pipeline.spotify.retry.RetryingTransport;

/**
 * Asks Spotify for the same small thing, as often as it is told to: nothing is tried again, nothing
 * held back. For measuring, not for work. A block that was noted before is respected, and one that
 * a 429 brings is noted.
 */
public final class LatencySampler implements AutoCloseable {
  private final ApacheTransport transport;
  private final Clock clock;
  private final RateLimitBlock block;
  private final CountingTransport http;
  private final AccessTokenProvider tokens;
  private final URI requestUri;

  public static LatencySampler open(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    return new LatencySampler(settings, stateStore, clock, random);
  }

  private LatencySampler(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    UrlOrigin unused = TransportStack.apiOrigin(settings);
    SpotifyClient.checkSecret(settings);
    Jitter jitter = new Jitter(random);
    this.clock = clock;
    this.block = new RateLimitBlock(stateStore, clock, settings.ignoreBlock());
    this.transport = new ApacheTransport(settings, clock);
    this.http =
        new CountingTransport(
            new LoggingTransport(
                new JsonValidatingTransport(transport), (call, reply) -> false, clock));
    // The token is no part of what is measured: it comes as for everyone else.
    RequestGate gate =
        new RequestGate(settings, block, clock, jitter, ConditionWaiter.system(clock));
    this.tokens =
        new AccessTokenProvider(
            new RetryingTransport(new RateLimitedTransport(http, gate), gate, jitter),
            new ClientCredentialsGrant(new TokenEndpoint(settings)),
            clock);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", "tag:new");
    parameters.put("type", "album");
    parameters.put("limit", "1");
    this.requestUri =
        UrlBuilder.withParameters(UrlBuilder.resolve(settings.apiUrl(), "/search"), parameters);
  }

  /** What every sample asks for, as in {@code GET /v1/search?q=…}. */
  public String describeRequest() {
    return request().toString();
  }

  /**
   * Gets ready: what follows is measured alone.
   *
   * @throws SpotifyException RATE_LIMITED while a block that was noted before lasts
   */
  public void prepare() {
    block
        .findEnd()
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
  public LatencySample takeSample() {
    ApiRequest call = request().withAuthorization(tokens.current().authorization());
    Instant sentAt = clock.instant();
    AttemptResult outcome = AttemptResult.execute(http, call);
    Duration latency = Duration.between(sentAt, clock.instant());
    ApiResponse reply = outcome.reply();
    IOException failure = outcome.failure();
    if (reply == null) {
      return new LatencySample(
          sentAt,
          latency,
          0,
          failure == null ? "no answer" : SpotifyErrorTranslator.describe(failure),
          null,
          null);
    }
    if (reply.isSuccess()) {
      return new LatencySample(sentAt, latency, reply.status(), null, null, null);
    }
    if (outcome.isThrottled()) {
      return throttled(reply, sentAt, latency);
    }
    if (reply.status() >= 500 || reply.status() == 408) {
      return new LatencySample(
          sentAt, latency, reply.status(), SpotifyErrorBody.parse(reply).quote(), null, null);
    }
    throw SpotifyErrorTranslator.translate(call, reply);
  }

  private LatencySample throttled(ApiResponse reply, Instant sentAt, Duration latency) {
    RateLimitResponse throttle = new RateLimitResponse.RateLimitParser(clock).read(reply);
    Instant end = throttle.endsAfter(clock.instant());
    block.save(end);
    return new LatencySample(
        sentAt, latency, 429, SpotifyErrorBody.parse(reply).quote(), throttle.retryAfter(), end);
  }

  /** The only attempt. */
  private ApiRequest request() {
    return new ApiRequest(
        "GET",
        requestUri,
        Map.of("Accept", "application/json"),
        null,
        PageSizeNegotiator.SEARCH,
        1,
        RetryClassifier.MAX_ATTEMPTS - 1,
        0,
        false,
        false);
  }

  /** What has been called until now. */
  public RequestStats requestStats() {
    return http.requestStats();
  }

  @Override
  public void close() {
    transport.close();
  }
}
