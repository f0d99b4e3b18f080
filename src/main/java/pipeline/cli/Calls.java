package pipeline.cli;

/**
 * Requests sent to Spotify.
 *
 * @param requests all of them, retries too
 * @param retries those that were sent again
 * @param throttled those that were answered with 429
 */
public record Calls(long requests, long retries, long throttled) {
  public static final Calls NONE = new Calls(0, 0, 0);

  public Calls plus(Calls more) {
    return new Calls(requests + more.requests, retries + more.retries, throttled + more.throttled);
  }
}
