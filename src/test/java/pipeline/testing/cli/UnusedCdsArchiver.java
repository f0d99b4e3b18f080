package pipeline.testing.cli;

import java.io.IOException;
import java.nio.file.Path;
import pipeline.cli.run.CdsArchiver;

/** Classes that lie in no jar. */
public final class UnusedCdsArchiver implements CdsArchiver {
  @Override
  public Path archiveClasses() throws IOException {
    throw new IOException("the classes are in no jar");
  }
}
