package pipeline.cli.result;

/** A failure of a command with its exit code. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient FailureInfo failure;

  public CommandException(ExitCode code, String message) {
    this(new FailureInfo(code, message));
  }

  public CommandException(FailureInfo failure) {
    super(failure.message());
    this.failure = failure;
  }

  FailureInfo toFailure() {
    return failure;
  }
}
