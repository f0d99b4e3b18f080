package pipeline.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Files within lambdas. */
public final class UncheckedFiles {
  public interface FileWork {
    void run() throws IOException;
  }

  private UncheckedFiles() {}

  public static void run(FileWork work) {
    try {
      work.run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
