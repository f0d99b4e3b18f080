package pipeline.lake.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;

/** What a file system's errors mean for a lake in a folder. */
public final class IoErrorTranslator {
  private IoErrorTranslator() {}

  public static LakeException readFailure(String location, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return new LakeException(
          LakeException.LakeErrorKind.DENIED,
          "may not read "
              + location
              + " (no permission for "
              + cause.getMessage()
              + "): give this user the right to read it.",
          cause);
    }
    if (pathConflict(cause)) {
      return pathConflict("read", location, cause);
    }
    return new LakeException(
        LakeException.LakeErrorKind.UNREACHABLE,
        "cannot read " + location + " (" + reason(cause) + "): check the disk, then rerun.",
        cause);
  }

  public static LakeException writeFailure(String location, IOException cause) {
    return pathConflict(cause)
        ? pathConflict("write", location, cause)
        : LakeException.writeFailure(location, cause);
  }

  private static LakeException pathConflict(String verb, String location, IOException cause) {
    return new LakeException(
        LakeException.LakeErrorKind.CONFIGURATION,
        "cannot "
            + verb
            + " "
            + location
            + ", for something else is in the way ("
            + reason(cause)
            + "): move it away, or set LAKE to another folder.",
        cause);
  }

  /** A file where a folder is needed, or the other way round. */
  private static boolean pathConflict(IOException cause) {
    String reason = reason(cause);
    return cause instanceof FileAlreadyExistsException
        || cause instanceof NotDirectoryException
        || reason.contains("Not a directory")
        || reason.contains("Is a directory")
        || reason.contains("Directory not empty");
  }

  /** Some of Java's exceptions carry the path alone, others nothing at all. */
  static String reason(IOException cause) {
    String message = cause.getMessage();
    if (cause instanceof FileSystemException known && known.getReason() != null) {
      return String.valueOf(message);
    }
    return message == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + message;
  }
}
