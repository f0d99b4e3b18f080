package pipeline.cli.result;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a command failed, as it is told.
 *
 * @param message what, where, what to do
 * @param retryAt from when on it makes sense to try again; null where that is not known
 * @param isAuditFailure an audit said no
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
