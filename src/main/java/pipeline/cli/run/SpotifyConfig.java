package pipeline.cli.run;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.EndpointFamily;

/**
 * The rules for sending requests to Spotify.
 *
 * @param requestsPer30s the request budget; 0 for no limit, null for the default
 * @param requestsPerDay the daily limits by endpoint family; 0 for no limit. The limit of a missing
 *     family is the number of calls after which Spotify last answered QUOTA_EXCEEDED. If it never
 *     did, there is no limit
 * @param maxWait the longest wait that Spotify may require: a single Retry-After, or the sum of the
 *     waits since the last success. A longer wait fails the run with exit code 75
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
