package pipeline.tables.stage;

/** A stage cannot do its work; the message says what is wrong, where, and what to do. */
public final class StageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why, as an exit code tells it apart. */
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
