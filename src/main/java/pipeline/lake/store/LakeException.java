package pipeline.lake.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is wrong with the lake: the message says what, where and what to do about it. */
public final class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What a caller has to tell apart. */
  public enum LakeErrorKind {
    /** No answer, or none that helps; later it may work. */
    UNREACHABLE,
    /** The bucket or the folder does not exist. */
    NOT_FOUND,
    /** Refused: credentials or rights. */
    DENIED,
    /** No space left, or a quota is used up. */
    FULL,
    /** An object is cut or no Parquet file. */
    DAMAGED,
    /** An object is sound, but not ours. */
    WRONG_TABLE,
    /** An object was written by a newer version of this program. */
    NEWER_SCHEMA,
    /** The version asked for is there no more: list again. */
    REPLACED,
    /** The settings cannot work. */
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
   * What the file system said while something was written.
   *
   * @param location the lake's URI and the key
   */
  public static LakeException writeFailure(String location, IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("no space left") || message.contains("quota exceeded")) {
      return new LakeException(
          LakeErrorKind.FULL,
          "no space is left to write " + location + ": free some on that disk, then rerun.",
          cause);
    }
    if (cause instanceof AccessDeniedException || message.contains("operation not permitted")) {
      return new LakeException(
          LakeErrorKind.DENIED,
          "may not write "
              + location
              + " (no permission for "
              + cause.getMessage()
              + "): give this user the right to write there, or set LAKE to another folder.",
          cause);
    }
    if (message.contains("read-only file system")) {
      return new LakeException(
          LakeErrorKind.DENIED,
          "cannot write "
              + location
              + ", for it lies on a read-only file system: mount it writable, or set LAKE to"
              + " another folder.",
          cause);
    }
    return new LakeException(
        LakeErrorKind.UNREACHABLE,
        "cannot write "
            + location
            + " ("
            + IoErrorTranslator.reason(cause)
            + "): check the disk, then rerun.",
        cause);
  }
}
