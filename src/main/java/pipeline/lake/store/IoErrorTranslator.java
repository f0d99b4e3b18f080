package pipeline.lake.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;

/** What a file system's errors mean for a lake in a folder. */
public final class IoErrorTranslator {
  private IoErrorTranslator() {}

  public static LakeException reading(String where, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return new LakeException(
          LakeException.LakeErrorKind.DENIED,
          "may not read "
              + where
              + " (no permission for "
              + cause.getMessage()
              + "): give this user the right to read it.",
          cause);
    }
    if (inTheWay(cause)) {
      return inTheWay("read", where, cause);
    }
    return new LakeException(
        LakeException.LakeErrorKind.UNREACHABLE,
        "cannot read " + where + " (" + reason(cause) + "): check the disk, then rerun.",
        cause);
  }

  public static LakeException writing(String where, IOException cause) {
    return inTheWay(cause) ? inTheWay("write", where, cause) : LakeException.writing(where, cause);
  }

  private static LakeException inTheWay(String verb, String where, IOException cause) {
    return new LakeException(
        LakeException.LakeErrorKind.CONFIGURATION,
        "cannot "
            + verb
            + " "
            + where
            + ", for something else is in the way ("
            + reason(cause)
            + "): move it away, or set LAKE to another folder.",
        cause);
  }

  /** A file where a folder is needed, or the other way round. */
  private static boolean inTheWay(IOException cause) {
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
