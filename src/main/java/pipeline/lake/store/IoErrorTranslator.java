package pipeline.lake.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import pipeline.lake.store.LakeException.LakeErrorKind;

/**
 * A translator of file-system errors to {@link LakeException}s. The message has a location: the URI
 * of an object, or a path.
 */
public final class IoErrorTranslator {
  private IoErrorTranslator() {}

  /** Returns the exception for a failed read. */
  public static LakeException readFailure(String location, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return new LakeException(
          LakeErrorKind.DENIED,
          "no permission to read: %s (%s); give this user the permission"
              .formatted(location, cause.getMessage()),
          cause);
    }
    return otherFailure("read", location, cause);
  }

  /** Returns the exception for a failed write. */
  public static LakeException writeFailure(String location, IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("no space left") || message.contains("quota exceeded")) {
      return new LakeException(
          LakeErrorKind.FULL,
          "disk full: %s (no space is left); free some space there or, for an S3 path, in the folder for temporary files (java.io.tmpdir), then rerun"
              .formatted(location),
          cause);
    }
    if (cause instanceof AccessDeniedException || message.contains("operation not permitted")) {
      return new LakeException(
          LakeErrorKind.DENIED,
          "no permission to write: %s (%s); give this user the permission, or choose another folder (with LAKE or ICEBERG_WAREHOUSE, or java.io.tmpdir for temporary files)"
              .formatted(location, cause.getMessage()),
          cause);
    }
    if (message.contains("read-only file system")) {
      return new LakeException(
          LakeErrorKind.DENIED,
          "read-only file system: %s; mount it writable, or choose another folder (with LAKE or ICEBERG_WAREHOUSE, or java.io.tmpdir for temporary files)"
              .formatted(location),
          cause);
    }
    return otherFailure("write", location, cause);
  }

  private static LakeException otherFailure(String verb, String location, IOException cause) {
    return isPathConflict(cause)
        ? new LakeException(
            LakeErrorKind.CONFIGURATION,
            "another file or folder is in the way: %s (cannot %s: %s); move that file or folder away, or set LAKE or ICEBERG_WAREHOUSE to another folder"
                .formatted(location, verb, reason(cause)),
            cause)
        : new LakeException(
            LakeErrorKind.UNREACHABLE,
            "cannot %s: %s (%s); check the disk, then rerun"
                .formatted(verb, location, reason(cause)),
            cause);
  }

  /**
   * Returns whether a path is a file where a folder is required, or a folder where a file is
   * required.
   */
  private static boolean isPathConflict(IOException cause) {
    String reason = reason(cause);
    return cause instanceof FileAlreadyExistsException
        || cause instanceof NotDirectoryException
        || reason.contains("Not a directory")
        || reason.contains("Is a directory")
        || reason.contains("Directory not empty");
  }

  /**
   * Returns the message of a {@link FileSystemException} that has a reason. For any other
   * exception, returns its type and message, because the message alone can be missing or be only a
   * path.
   */
  static String reason(IOException cause) {
    if (cause instanceof FileSystemException known && known.getReason() != null) {
      return String.valueOf(known.getMessage());
    }
    String type = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? type : type + ": " + cause.getMessage();
  }
}
