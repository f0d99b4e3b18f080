package pipeline.spotify;

import java.util.Map;

/**
 * What has been called.
 *
 * @param requests that left, tokens and retries included
 * @param retries requests that repeated one before
 * @param throttled answers 429
 * @param byKind requests by what they asked for: token, new-releases, search, album-tracks, albums,
 *     artist, artist-albums
 */
public record Calls(long requests, long retries, long throttled, Map<String, Long> byKind) {
  public Calls {
    byKind = Map.copyOf(byKind);
  }
}
