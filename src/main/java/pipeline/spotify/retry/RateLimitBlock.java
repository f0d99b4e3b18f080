package pipeline.spotify.retry;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.StateStore;

/**
 * The rate-limit block: the time until which Spotify refuses requests. The block is stored so that
 * later runs also send no requests, because requests during a block prolong it.
 */
public record RateLimitBlock(StateStore stateStore, Clock clock, boolean isIgnored) {
  private static final Logger LOG = LoggerFactory.getLogger("spotify.api");
  private static final String STATE_KEY = "block";

  /**
   * Checks that no block is in effect.
   *
   * @param remedy the action that the message recommends, as an imperative
   * @throws SpotifyException RATE_LIMITED during a stored block
   */
  public void checkNotBlocked(String remedy) {
    findEnd()
        .ifPresent(
            end -> {
              String problem =
                  "rate-limit block: Spotify refuses requests until %s, so no request was sent; %s";
              throw SpotifyException.rateLimited(problem.formatted(end, remedy), end);
            });
  }

  /**
   * Returns the end of the stored block; empty if no block is in effect, or if blocks are ignored.
   */
  private Optional<Instant> findEnd() {
    return isIgnored
        ? Optional.empty()
        : stateStore
            .find(STATE_KEY)
            .flatMap(RateLimitBlock::instant)
            .filter(end -> end.isAfter(clock.instant()));
  }

  public void save(Instant end) {
    try {
      stateStore.write(STATE_KEY, end.toString());
    } catch (RuntimeException unwritten) {
      // Do not throw: the caller must report the block instead of this failure.
      LOG.warn(
          "Cannot store the rate-limit block that ends at {}; later runs may send requests before"
              + " that time",
          end,
          unwritten);
    }
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text.strip()));
    } catch (DateTimeException damaged) {
      return Optional.empty();
    }
  }
}
