package pipeline.cli.result;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a command failed.
 *
 * @param message the problem, its place and the remedy
 * @param retryAt the earliest time at which a retry can succeed; null if unknown
 * @param isAuditFailure whether an audit of {@code load} failed
 */
public record FailureInfo(
    ExitCode code, String message, @Nullable Instant retryAt, boolean isAuditFailure) {
  public FailureInfo(ExitCode code, String message) {
    this(code, message, null);
  }

  public FailureInfo(ExitCode code, String message, @Nullable Instant retryAt) {
    this(code, message, retryAt, false);
  }
}
