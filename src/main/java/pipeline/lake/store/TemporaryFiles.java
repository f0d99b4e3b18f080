package pipeline.lake.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and folders of this machine that have served their purpose. */
public final class TemporaryFiles {
  private static final Logger LOG = LoggerFactory.getLogger("lake");

  private TemporaryFiles() {}

  /**
   * Deletes these, in this order. One that stays is logged and never an error: what it was needed
   * for has succeeded, or has failed for a reason that matters more.
   */
  public static void discard(Path... paths) {
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException stays) {
        LOG.warn("temporary file stays: {} ({})", path, IoErrorTranslator.reason(stays));
      }
    }
  }
}
