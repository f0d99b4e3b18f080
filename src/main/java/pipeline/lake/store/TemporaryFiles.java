package pipeline.lake.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deletion of temporary files and folders. */
public final class TemporaryFiles {
  private static final Logger LOG = LoggerFactory.getLogger("lake");

  private TemporaryFiles() {}

  /**
   * Deletes files and empty folders in the given order. Logs a failure instead of throwing it,
   * because the work with the files has already succeeded, or has failed for a more important
   * reason.
   */
  public static void discard(Path... paths) {
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException failed) {
        LOG.warn("cannot delete temporary file: {} ({})", path, IoErrorTranslator.reason(failed));
      }
    }
  }
}
