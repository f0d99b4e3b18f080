package pipeline.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a sheet goes to: there whole, or not at all. */
public final class SheetFile {
  private final Path file;
  private final SheetFormat format;

  private SheetFile(Path file, SheetFormat format) {
    this.file = file;
    this.format = format;
  }

  /**
   * The file that was named.
   *
   * @param folder where a relative name begins
   * @throws IllegalArgumentException where no sheet can go there; the message says why
   */
  public static SheetFile named(String name, Path folder) {
    Path file = path(name, folder);
    SheetFormat format =
        SheetFormat.of(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' must end in .csv, .parquet or .jsonl, which says what to write"
                            .formatted(name)));
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
    return new SheetFile(file, format);
  }

  private static Path path(String name, Path folder) {
    try {
      return folder.resolve(name).toAbsolutePath();
    } catch (InvalidPathException odd) {
      throw new IllegalArgumentException("'%s' is no name of a file".formatted(name), odd);
    }
  }

  public Path path() {
    return file;
  }

  /** Replaces the file at once: who reads it meets the old one or the new one. */
  public void write(Sheet sheet) throws IOException {
    Path folder = Files.createTempDirectory(file.getParent(), "." + file.getFileName() + "-");
    Path whole = folder.resolve(file.getFileName());
    try {
      format.write(sheet, whole);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
      Files.deleteIfExists(folder);
    }
  }
}
