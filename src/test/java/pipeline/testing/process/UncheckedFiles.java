package pipeline.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** File operations in lambdas, with unchecked exceptions. */
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
