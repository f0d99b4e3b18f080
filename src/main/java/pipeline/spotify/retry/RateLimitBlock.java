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
  private static final String FACT = "block";

  private final StateStore facts;
  private final Clock clock;
  private final boolean ignored;

  public RateLimitBlock(StateStore facts, Clock clock, boolean ignored) {
    this.facts = facts;
    this.clock = clock;
    this.ignored = ignored;
  }

  /**
   * Lets a run begin, or not.
   *
   * @throws SpotifyException RATE_LIMITED while a block noted before lasts
   */
  void refuse() {
    lasting()
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
  public Optional<Instant> lasting() {
    return ignored
        ? Optional.empty()
        : facts
            .read(FACT)
            .flatMap(RateLimitBlock::instant)
            .filter(end -> end.isAfter(clock.instant()));
  }

  public void remember(Instant end) {
    try {
      facts.write(FACT, end.toString());
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
