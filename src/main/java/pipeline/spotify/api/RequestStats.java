package pipeline.spotify.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were sent to Spotify.
 *
 * @param requests all requests, including those for tokens and retries
 * @param retries requests that repeated one before
 * @param throttled requests that were answered with 429
 * @param byKind requests by what they fetch, in the order of the names: token, new-releases,
 *     search, album-tracks, albums, artist, artist-albums; empty if they are not counted by kind
 */
public record RequestStats(long requests, long retries, long throttled, Map<String, Long> byKind) {
  public static final RequestStats NONE = new RequestStats(0, 0, 0);

  public RequestStats {
    byKind = Collections.unmodifiableMap(new TreeMap<>(byKind));
  }

  /** Creates the stats of requests that are not counted by kind. */
  public RequestStats(long requests, long retries, long throttled) {
    this(requests, retries, throttled, Map.of());
  }

  /** Returns the sum of these requests and more. */
  public RequestStats plus(RequestStats more) {
    Map<String, Long> kinds = new TreeMap<>(byKind);
    more.byKind.forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
    return new RequestStats(
        requests + more.requests, retries + more.retries, throttled + more.throttled, kinds);
  }

  /** Returns the requests that were sent after {@code before} was counted. */
  public RequestStats since(RequestStats before) {
    Map<String, Long> kinds = new TreeMap<>(byKind);
    before.byKind.forEach((kind, count) -> kinds.merge(kind, -count, RequestStats::sumOrNull));
    return new RequestStats(
        requests - before.requests, retries - before.retries, throttled - before.throttled, kinds);
  }

  /** Returns these counts without those by kind. */
  public RequestStats withoutKinds() {
    return new RequestStats(requests, retries, throttled);
  }

  private static @Nullable Long sumOrNull(long one, long other) {
    return one + other == 0 ? null : Long.valueOf(one + other);
  }
}
