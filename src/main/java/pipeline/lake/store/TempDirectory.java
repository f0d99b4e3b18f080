package pipeline.lake.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for temporary files. The first use creates the folder, and {@link #close} deletes it.
 */
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
      for (Path file : entries.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException notDeleted) {
      // Ignored: the folder is in the system's folder for temporary files, which the system cleans.
    }
    folder = null;
  }
}
