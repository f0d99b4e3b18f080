package pipeline.lake.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder for temporary files, made by the first use, gone at the end. */
public final class TempDirectory implements AutoCloseable {
  private final Path parent;
  private @Nullable Path folder;

  public TempDirectory(Path parent) {
    this.parent = parent;
  }

  public synchronized Path path() {
    if (folder == null) {
      try {
        folder = Files.createTempDirectory(Files.createDirectories(parent), "pipeline-");
      } catch (IOException failed) {
        throw IoErrorTranslator.writeFailure(parent.toString(), failed);
      }
    }
    return folder;
  }

  @Override
  public synchronized void close() {
    if (folder == null) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.toList();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException leftBehind) {
      // It lies where the system removes what is left behind.
    }
    folder = null;
  }
}
