package pipeline.cli.run;

import java.io.IOException;
import java.nio.file.Path;

/** The jar where it lies on this machine. */
@FunctionalInterface
public interface CdsArchiver {
  /**
   * Makes the archive of classes for the JVM that this one is; returns the file that starts the jar
   * with it.
   *
   * @throws IOException where the folder of the jar cannot be written, or the JVM makes no archive
   */
  Path archiveClasses() throws IOException;
}
