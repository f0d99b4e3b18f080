package pipeline.cli.result;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** For commands that know by themselves with which exit code they end. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode code;
  private final @Nullable Instant retryAt;

  /**
   * Fails with a code and a message.
   *
   * @param retryAt from when on it makes sense to try again; null where that is not known
   */
  public CommandException(ExitCode code, String message, @Nullable Instant retryAt) {
    super(message);
    this.code = code;
    this.retryAt = retryAt;
  }

  FailureInfo toFailure() {
    return new FailureInfo(code, String.valueOf(getMessage()), retryAt);
  }
}
