package pipeline.cli.run;

import java.io.IOException;
import java.nio.file.Path;

/** A service that creates the class-data archive of the jar. */
@FunctionalInterface
public interface CdsArchiver {
  /**
   * Creates the archive for the current JVM and returns the argument file that starts the jar with
   * it.
   *
   * @throws IOException if the folder of the jar is not writable, or the JVM creates no archive
   */
  Path archiveClasses() throws IOException;
}
