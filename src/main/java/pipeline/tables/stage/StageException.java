package pipeline.tables.stage;

/** A failure of a stage; its message states problem, place and remedy. */
public final class StageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The reasons for failures. The reason determines the exit code. */
  public enum StageFailureReason {
    USAGE,
    INPUT_MISSING,
    INPUT_OUTDATED,
    HISTORY_UNAVAILABLE,
    AUDIT_FAILED,
    TOO_MANY_REJECTS,
    SCHEMA_CHANGED,
    EMPTY_LISTING,
    INCOMPLETE
  }

  private final StageFailureReason reason;

  public StageException(StageFailureReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public StageFailureReason reason() {
    return reason;
  }
}
