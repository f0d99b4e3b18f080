package pipeline.purge;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that lies in {@code work/}, or an upload that was not completed: a run that goes on
 * needs it, and one that was stopped has left it.
 *
 * @param usedAt when it, or what belongs to it, was last written
 * @param retention how long after that it may still be of use
 */
public record WorkFile(DeletionCandidate candidate, Instant usedAt, Duration retention) {
  /** Whether nobody can need it any more. */
  public boolean isExpired(Instant now) {
    return usedAt.plus(retention).isBefore(now);
  }
}
