package pipeline.it;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Files within lambdas. */
final class Unchecked {
  interface Work {
    void run() throws IOException;
  }

  private Unchecked() {}

  static void run(Work work) {
    try {
      work.run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
