package pipeline.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import pipeline.lake.store.TemporaryFiles;

/** A local file that is replaced atomically. */
public record AtomicFile(Path path) {
  /** Writes the content of a file that does not exist yet. */
  @FunctionalInterface
  public interface FileContentWriter {
    void fill(Path file) throws IOException;
  }

  /**
   * Returns the file with the given name.
   *
   * @param folder the base folder of a relative name
   * @throws IllegalArgumentException if the file cannot be written; the message gives the reason
   */
  public static AtomicFile fromName(String name, Path folder) {
    Path file = path(name, folder);
    Path parent = file.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IllegalArgumentException("missing folder: %s; create it first".formatted(parent));
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "path is a folder: %s; choose a file in it".formatted(file));
    }
    if (!Files.isWritable(parent)) {
      throw new IllegalArgumentException(
          "folder is not writable: %s; let this user write to it, or choose another folder"
              .formatted(parent));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "not a regular file: %s; choose another path, because a device or pipe cannot be replaced"
              .formatted(file));
    }
    return new AtomicFile(resolveLinks(file));
  }

  /**
   * Returns the target of a link, or the file itself if it is not a link. Therefore, {@link #write}
   * replaces the target and not the link.
   */
  private static Path resolveLinks(Path file) {
    try {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? file.toRealPath() : file;
    } catch (IOException nowhere) {
      throw new IllegalArgumentException(
          "broken link: %s; delete the link, or create its target".formatted(file), nowhere);
    }
  }

  private static Path path(String name, Path folder) {
    try {
      return folder.resolve(name).toAbsolutePath();
    } catch (InvalidPathException invalid) {
      throw new IllegalArgumentException(
          "invalid file name: '%s'; choose another name".formatted(name), invalid);
    }
  }

  /**
   * Replaces the file atomically. Readers see either the old or the new content.
   *
   * @return false if the file already had the same bytes and was left unchanged
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
