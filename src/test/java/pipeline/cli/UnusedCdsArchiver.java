package pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Classes that lie in no jar. */
final class UnusedCdsArchiver implements CdsArchiver {
  @Override
  public Path archiveClasses() throws IOException {
    throw new IOException("the classes are in no jar");
  }
}
