package pipeline.it;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Files within lambdas. */
final class UncheckedFiles {
  interface FileWork {
    void run() throws IOException;
  }

  private UncheckedFiles() {}

  static void run(FileWork work) {
    try {
      work.run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
