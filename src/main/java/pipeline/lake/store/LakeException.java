package pipeline.lake.store;

import org.jspecify.annotations.Nullable;

/** A failure of the lake. The message names the problem, its place and the remedy. */
public final class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The kinds of failures that callers distinguish. */
  public enum LakeErrorKind {
    /** The store cannot be reached or gives no usable response. A later attempt can succeed. */
    UNREACHABLE,
    /** The bucket does not exist. */
    NOT_FOUND,
    /** The credentials or permissions are not sufficient. */
    DENIED,
    /** No space is left, or a quota is used up. */
    FULL,
    /** The content is damaged: it is truncated, is not Parquet, or contradicts its footer. */
    DAMAGED,
    /** The object is a valid Parquet file, but not a partition of this table. */
    WRONG_TABLE,
    /** The object was written by a newer version of this program. */
    NEWER_SCHEMA,
    /**
     * The requested version of an object no longer exists. The caller must list the objects again.
     */
    REPLACED,
    /** The settings are invalid, or do not fit the lake or the server. */
    CONFIGURATION
  }

  private final LakeErrorKind kind;

  public LakeException(LakeErrorKind kind, String message) {
    this(kind, message, null);
  }

  public LakeException(LakeErrorKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public LakeErrorKind kind() {
    return kind;
  }

  /**
   * Returns whether the cause of the failure is the content of one object, not the access to the
   * lake.
   */
  public boolean isUnreadableObject() {
    return switch (kind) {
      case DAMAGED, WRONG_TABLE, NEWER_SCHEMA -> true;
      default -> false;
    };
  }
}
