package pipeline.cli.run;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.EndpointFamily;

/**
 * The rules for sending requests to Spotify.
 *
 * @param requestsPer30s the request budget; 0 for no limit, null for the default
 * @param requestsPerDay the daily limits of endpoint families; 0 for none. A family that is missing
 *     has the limit at which Spotify last refused a request, if any
 * @param maxWait the longest Retry-After to wait for; a longer one fails the run with exit code 75
 * @param market the market of the requests, as a country code of two letters; null for none
 * @param ignoreBlock whether to send requests during a rate-limit block
 * @param allowPartial whether to publish incomplete data, marked as partial
 */
public record SpotifyConfig(
    @Nullable Integer requestsPer30s,
    Map<EndpointFamily, Integer> requestsPerDay,
    Duration maxWait,
    @Nullable String market,
    boolean ignoreBlock,
    boolean allowPartial) {}
