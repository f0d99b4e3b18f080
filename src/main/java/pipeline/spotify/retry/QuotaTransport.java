package pipeline.spotify.retry;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.quota.CallLedger;

/**
 * Counts the requests to the API in the {@link CallLedger}, and sends no request that would exceed
 * a daily limit. Requests for tokens do not count.
 *
 * @param apiUrl the base URL of the API
 */
public record QuotaTransport(HttpTransport inner, CallLedger ledger, URI apiUrl, Clock clock)
    implements HttpTransport {
  private static final Duration MIN_DAILY_WAIT = Duration.ofMinutes(1);

  @Override
  public ApiResponse send(ApiRequest request) throws IOException {
    if (request.kind().equals(ApiRequest.TOKEN)) {
      return inner.send(request);
    }
    EndpointFamily family = EndpointFamily.of(apiUrl, request.uri());
    ledger.begin(family, request.calls());
    ApiResponse response;
    try {
      response = inner.send(request);
    } catch (IOException | RuntimeException | Error failure) {
      ledger.end(family); // Spotify may have received and counted the request.
      throw failure;
    }
    if (response.status() == 429) {
      ledger.endRefused(family, isDailyQuota(RequiredWait.parse(response, clock.instant())));
    } else {
      ledger.end(family);
    }
    return response;
  }

  /**
   * Returns whether the daily quota is the reason for a 429. If the required wait is shorter than a
   * minute, the reason is the rate limit.
   */
  private static boolean isDailyQuota(RequiredWait wait) {
    return wait.quotaExceeded()
        && (wait.retryAfter() == null || wait.retryAfter().compareTo(MIN_DAILY_WAIT) >= 0);
  }
}
