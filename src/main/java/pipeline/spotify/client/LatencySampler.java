package pipeline.spotify.client;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.LatencySample;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.AccessToken;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.AttemptResult;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.http.SpotifyErrorTranslator;
import pipeline.spotify.http.UrlBuilder;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.retry.LoggingTransport;
import pipeline.spotify.retry.QuotaTransport;
import pipeline.spotify.retry.RequiredWait;

/**
 * Measures single requests. The sampler repeats the same small search without a request budget,
 * without waits and without retries. During a rate-limit block, {@link #prepare} fails without a
 * request. If Spotify answers 429, the sampler stores the new rate-limit block.
 *
 * <p>An instance is not thread-safe.
 */
public final class LatencySampler implements AutoCloseable {
  private final Clock clock;
  private final TransportStack stack;
  private final HttpTransport http;
  private final URI requestUri;

  /** The time at which the last request was sent. The ledger counts a request before this time. */
  private Instant sentAt = Instant.EPOCH;

  private Duration latency = Duration.ZERO;

  /**
   * Creates a sampler. The sampler connects when it sends its first request.
   *
   * @throws SpotifyException CONFIGURATION if the settings are invalid
   */
  public LatencySampler(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.stack =
        TransportStack.open(settings, TransportStack.appGrant(settings), stateStore, clock, random);
    // Only token requests use the complete stack, with its budget, waits and retries.
    HttpTransport logging =
        new LoggingTransport(this::sendMeasured, (request, response) -> false, clock);
    this.http = new QuotaTransport(logging, stack.ledger(), settings.apiUrl(), clock);
    this.requestUri =
        UrlBuilder.resolve(settings.apiUrl(), "/search?q=tag%3Anew&type=album&limit=1");
  }

  /**
   * Returns the method, path and query of the measured request, such as {@code GET /v1/search?q=…}.
   */
  public String describeRequest() {
    return request().toString();
  }

  /**
   * Requests a token in advance, so that no sample includes a token request.
   *
   * @throws SpotifyException RATE_LIMITED during a rate-limit block
   */
  public void prepare() {
    stack
        .block()
        .checkNotBlocked("measure after that time, because requests may prolong the block");
    AccessToken unused = stack.tokens().current();
  }

  /**
   * Sends one request and measures it.
   *
   * @throws SpotifyException if Spotify refuses the request for a reason other than the rate limit,
   *     or if the daily quota is used up
   */
  public LatencySample takeSample() {
    String authorization = stack.tokens().current().authorization();
    ApiRequest request = request().withNewToken(authorization, 0);
    AttemptResult result = AttemptResult.execute(http, request);
    ApiResponse response = result.response();
    if (response == null) {
      return new LatencySample(sentAt, latency, 0, describe(result.failure()), null, null);
    }
    String failure = response.isSuccess() ? null : SpotifyErrorBody.parse(response).quote();
    Duration retryAfter = null;
    Instant blockedUntil = null;
    if (result.isThrottled()) {
      RequiredWait throttle = RequiredWait.parse(response, clock.instant());
      retryAfter = throttle.retryAfter();
      blockedUntil = throttle.endsAfter(clock.instant());
      stack.block().save(blockedUntil);
    } else if (failure != null && response.status() < 500 && response.status() != 408) {
      throw SpotifyErrorTranslator.translate(request, response);
    }
    return new LatencySample(sentAt, latency, response.status(), failure, retryAfter, blockedUntil);
  }

  private ApiResponse sendMeasured(ApiRequest request) throws IOException {
    sentAt = clock.instant();
    try {
      return stack.countingTransport().send(request);
    } finally {
      latency = Duration.between(sentAt, clock.instant());
    }
  }

  private static String describe(@Nullable IOException failure) {
    return failure == null ? "no response" : SpotifyErrorTranslator.describe(failure);
  }

  private ApiRequest request() {
    return ApiRequest.get(requestUri, PageSizeNegotiator.SEARCH);
  }

  /** Returns the number of requests sent so far, including token requests. */
  public RequestStats requestStats() {
    return stack.countingTransport().requestStats();
  }

  @Override
  public void close() {
    stack.close();
  }
}
