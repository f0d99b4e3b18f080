package pipeline.spotify.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been called.
 *
 * @param requests that left, tokens and retries included
 * @param retries requests that repeated one before
 * @param throttled answers 429
 * @param byKind requests by what they asked for: token, new-releases, search, album-tracks, albums,
 *     artist, artist-albums
 */
public record RequestStats(long requests, long retries, long throttled, Map<String, Long> byKind) {
  public RequestStats {
    byKind = Map.copyOf(byKind);
  }

  /** Those that came after these. */
  public RequestStats since(RequestStats before) {
    Map<String, Long> kinds = new HashMap<>(byKind);
    before.byKind.forEach((kind, count) -> kinds.merge(kind, -count, RequestStats::sumOrNull));
    return new RequestStats(
        requests - before.requests, retries - before.retries, throttled - before.throttled, kinds);
  }

  private static @Nullable Long sumOrNull(long one, long other) {
    return one + other == 0 ? null : Long.valueOf(one + other);
  }
}
