package pipeline.purge;

import java.time.Duration;
import java.time.Instant;

/**
 * A file in {@code work/} or an incomplete upload. It belongs to a running or a stopped run, or it
 * is a page of a historical search, which later runs can use.
 *
 * @param usedAt time of the last write to this file, or to a file that is used together with this
 *     one. For an incomplete upload, the time of its start.
 * @param retention time after {@code usedAt} during which a run can need the file
 */
public record WorkFile(DeletionCandidate candidate, Instant usedAt, Duration retention) {
  /** Returns whether no run can need the file any more. */
  public boolean isExpired(Instant now) {
    return usedAt.plus(retention).isBefore(now);
  }
}
