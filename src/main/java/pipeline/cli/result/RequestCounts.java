package pipeline.cli.result;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests sent to Spotify.
 *
 * @param requests all of them, retries too
 * @param retries those that were sent again
 * @param throttled those that were answered with 429
 * @param byKind all of them by what they asked for, such as token and search; in the order of the
 *     names
 */
public record RequestCounts(long requests, long retries, long throttled, Map<String, Long> byKind) {
  public static final RequestCounts NONE = new RequestCounts(0, 0, 0);

  public RequestCounts {
    byKind = Collections.unmodifiableMap(new TreeMap<>(byKind));
  }

  /** Where nobody counted by kinds. */
  public RequestCounts(long requests, long retries, long throttled) {
    this(requests, retries, throttled, Map.of());
  }

  public RequestCounts plus(RequestCounts more) {
    Map<String, Long> kinds = new TreeMap<>(byKind);
    more.byKind.forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
    return new RequestCounts(
        requests + more.requests, retries + more.retries, throttled + more.throttled, kinds);
  }
}
