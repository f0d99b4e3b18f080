package pipeline.spotify.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses, credentials and limits of a Spotify client.
 *
 * @param apiUrl the base URL of the API, such as {@code https://api.spotify.com/v1}
 * @param accountsUrl the base URL of the accounts service
 * @param requestsPer30s the largest number of requests in a rolling 30 seconds; 0 for no limit
 * @param requestsPerDay the daily limits of --requests-per-day by endpoint family; 0 for no limit
 * @param callsName a unique name under which the client stores the number of its calls
 * @param maxInFlight the largest number of concurrent requests
 * @param maxWait the longest wait that Spotify may require; a longer wait fails the run
 * @param ignoreBlock whether to send requests during a rate-limit block
 * @param allowPartial whether to return an incomplete list with the reason instead of failing
 * @param proxy {@code http://[user:password@]host:port}, or null
 * @param noProxy hosts and domains that are reached without the proxy, as in NO_PROXY; loopback
 *     addresses never use the proxy
 * @param caBundle a PEM file of additional certificate authorities, or null
 */
public record SpotifySettings(
    String clientId,
    String clientSecret,
    URI apiUrl,
    URI accountsUrl,
    int requestsPer30s,
    Map<EndpointFamily, Integer> requestsPerDay,
    String callsName,
    int maxInFlight,
    Duration maxWait,
    boolean ignoreBlock,
    boolean allowPartial,
    @Nullable URI proxy,
    List<String> noProxy,
    @Nullable Path caBundle) {

  public static final int REQUESTS_PER_30S = 120;
  public static final int MAX_IN_FLIGHT = 8;
  public static final Duration MAX_WAIT = Duration.ofMinutes(2);

  public SpotifySettings {
    requestsPerDay = Map.copyOf(requestsPerDay);
    noProxy = List.copyOf(noProxy);
  }

  /** Returns a text without the client secret and the proxy's password. */
  @Override
  public String toString() {
    return "SpotifySettings[clientId=%s, apiUrl=%s, accountsUrl=%s, requestsPer30s=%d]"
        .formatted(clientId, apiUrl, accountsUrl, requestsPer30s);
  }
}
