package pipeline.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import pipeline.lake.store.TemporaryFiles;

/** A file of this machine that is there whole, or not at all. */
public record AtomicFile(Path path) {
  /** Fills a file, which is not there yet. */
  @FunctionalInterface
  public interface FileContentWriter {
    void fill(Path file) throws IOException;
  }

  /**
   * The file that was named.
   *
   * @param folder where a relative name begins
   * @throws IllegalArgumentException where no file can be made there; the message says why
   */
  public static AtomicFile fromName(String name, Path folder) {
    Path file = path(name, folder);
    Path parent = file.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IllegalArgumentException("there is no folder %s: make it first".formatted(parent));
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("%s is a folder: name a file in it".formatted(file));
    }
    if (!Files.isWritable(parent)) {
      throw new IllegalArgumentException("the folder %s may not be written to".formatted(parent));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s is a device or a pipe, which no file may replace: name a plain file".formatted(file));
    }
    return new AtomicFile(resolveLinks(file));
  }

  /** What a link leads to is replaced, not the link. */
  private static Path resolveLinks(Path file) {
    try {
      return Files.exists(file) ? file.toRealPath() : file;
    } catch (IOException nowhere) {
      throw new IllegalArgumentException("%s leads nowhere".formatted(file), nowhere);
    }
  }

  private static Path path(String name, Path folder) {
    try {
      return folder.resolve(name).toAbsolutePath();
    } catch (InvalidPathException odd) {
      throw new IllegalArgumentException("'%s' is no name of a file".formatted(name), odd);
    }
  }

  /**
   * Replaces the file at once: who reads it meets the old one or the new one.
   *
   * @return whether anything changed: a file with the same bytes is left alone
   */
  public boolean write(FileContentWriter filling) throws IOException {
    Path folder = Files.createTempDirectory(path.getParent(), "." + path.getFileName() + "-");
    Path temporary = folder.resolve(path.getFileName());
    try {
      filling.fill(temporary);
      if (Files.isRegularFile(path) && Files.mismatch(temporary, path) < 0) {
        return false;
      }
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } finally {
      TemporaryFiles.discard(temporary, folder);
    }
  }
}
