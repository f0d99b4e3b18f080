package pipeline.spotify.client;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.LatencySample;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.AccessToken;
import pipeline.spotify.http.ApacheTransport;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.AttemptResult;
import pipeline.spotify.http.CountingTransport;
import pipeline.spotify.http.JsonValidatingTransport;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.http.SpotifyErrorTranslator;
import pipeline.spotify.http.UrlBuilder;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.retry.ConditionWaiter;
import pipeline.spotify.retry.LoggingTransport;
import pipeline.spotify.retry.RateLimitResponse;
import pipeline.spotify.retry.RetryClassifier;

/**
 * Measures single requests. It repeats the same small search without a request budget, waits and
 * retries. It sends no request during a rate-limit block. If Spotify answers 429, it stores the
 * block that begins.
 */
public final class LatencySampler implements AutoCloseable {
  private final Clock clock;
  private final TransportStack tokenStack;
  private final CountingTransport http;
  private final URI requestUri;

  /**
   * Creates a sampler. It connects when it sends its first request.
   *
   * @throws SpotifyException CONFIGURATION if the settings are invalid
   */
  public LatencySampler(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    this.clock = clock;
    ApacheTransport transport = new ApacheTransport(settings, clock);
    // Token requests are not measured, so they use the normal waits and retries.
    this.tokenStack =
        new TransportStack(
            settings,
            TransportStack.appGrant(settings),
            stateStore,
            clock,
            random,
            ConditionWaiter.system(clock),
            transport,
            transport);
    this.http =
        new CountingTransport(
            new LoggingTransport(
                new JsonValidatingTransport(transport), (request, response) -> false, clock));
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
    tokenStack
        .block()
        .findEnd()
        .ifPresent(
            end -> {
              throw SpotifyException.rateLimited(
                  ("rate-limit block until %s; measure after that, because requests may prolong"
                          + " it")
                      .formatted(end),
                  end);
            });
    AccessToken unused = tokenStack.tokens().current();
  }

  /**
   * Sends one request and measures it.
   *
   * @throws SpotifyException if Spotify refuses the request for a reason other than the rate limit
   */
  public LatencySample takeSample() {
    ApiRequest request = request().withAuthorization(tokenStack.tokens().current().authorization());
    Instant sentAt = clock.instant();
    AttemptResult result = AttemptResult.execute(http, request);
    Duration latency = Duration.between(sentAt, clock.instant());
    ApiResponse response = result.response();
    if (response == null) {
      return new LatencySample(sentAt, latency, 0, describe(result.failure()), null, null);
    }
    if (response.isSuccess()) {
      return new LatencySample(sentAt, latency, response.status(), null, null, null);
    }
    String failure = SpotifyErrorBody.parse(response).quote();
    if (result.isThrottled()) {
      RateLimitResponse throttle = new RateLimitResponse.RateLimitParser(clock).read(response);
      Instant end = throttle.endsAfter(clock.instant());
      tokenStack.block().save(end);
      return new LatencySample(sentAt, latency, 429, failure, throttle.retryAfter(), end);
    }
    if (response.status() >= 500 || response.status() == 408) {
      return new LatencySample(sentAt, latency, response.status(), failure, null, null);
    }
    throw SpotifyErrorTranslator.translate(request, response);
  }

  private static String describe(@Nullable IOException failure) {
    return failure == null ? "no response" : SpotifyErrorTranslator.describe(failure);
  }

  /** Returns a request that is not retried. */
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

  /** Returns the number of requests sent so far, including token requests. */
  public RequestStats requestStats() {
    return tokenStack.requestStats().plus(http.requestStats());
  }

  @Override
  public void close() {
    tokenStack.close();
  }
}
