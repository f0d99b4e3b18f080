package pipeline.spotify.retry;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.StateStore;

/** A pause that Spotify asked for and that outlives the run: calling on would prolong it. */
public final class RateLimitBlock {
  private static final Logger LOG = LoggerFactory.getLogger("spotify.api");
  private static final String STATE_KEY = "block";

  private final StateStore stateStore;
  private final Clock clock;
  private final boolean isIgnored;

  public RateLimitBlock(StateStore stateStore, Clock clock, boolean ignored) {
    this.stateStore = stateStore;
    this.clock = clock;
    this.isIgnored = ignored;
  }

  /**
   * Lets a run begin, or not.
   *
   * @throws SpotifyException RATE_LIMITED while a block noted before lasts
   */
  void checkNotBlocked() {
    findEnd()
        .ifPresent(
            end -> {
              throw SpotifyException.rateLimited(
                  ("Spotify asked this app to pause until %s, so nothing was called."
                          + " Run again after that, or insist with --ignore-block.")
                      .formatted(end),
                  end);
            });
  }

  /** When the block ends that was noted before; empty where none lasts, or it is ignored. */
  public Optional<Instant> findEnd() {
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
      // The run ends for the block, which is what the caller must hear about.
      LOG.warn("Could not note that Spotify asked for a pause until {}", end, unwritten);
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
