package pipeline.spotify.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The number of requests sent to Spotify.
 *
 * @param requests all requests, including token requests and retries
 * @param retries requests that repeated an earlier one after a 401, a 429, a server error or a
 *     transport failure
 * @param throttled requests that Spotify answered with 429
 * @param byKind requests by kind, sorted by name: album, album-tracks, albums, artist,
 *     artist-albums, new-releases, search, token and others; empty if the requests are not counted
 *     by kind
 */
public record RequestStats(long requests, long retries, long throttled, Map<String, Long> byKind) {
  public static final RequestStats NONE = new RequestStats(0, 0, 0);

  public RequestStats {
    byKind = Collections.unmodifiableMap(new TreeMap<>(byKind));
  }

  /** Creates stats without counts by kind. */
  public RequestStats(long requests, long retries, long throttled) {
    this(requests, retries, throttled, Map.of());
  }

  /** Returns the sum of both stats. */
  public RequestStats plus(RequestStats more) {
    Map<String, Long> kinds = new TreeMap<>(byKind);
    more.byKind.forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
    return new RequestStats(
        requests + more.requests, retries + more.retries, throttled + more.throttled, kinds);
  }

  /** Returns the stats without the counts by kind. */
  public RequestStats withoutKinds() {
    return new RequestStats(requests, retries, throttled);
  }
}
