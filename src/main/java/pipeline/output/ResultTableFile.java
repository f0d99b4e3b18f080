package pipeline.output;

import java.io.IOException;
import java.nio.file.Path;

/** A file that a sheet goes to: there whole, or not at all. */
public final class ResultTableFile {
  private final AtomicFile file;
  private final FileFormat format;

  private ResultTableFile(AtomicFile file, FileFormat format) {
    this.file = file;
    this.format = format;
  }

  /**
   * The file that was named.
   *
   * @param folder where a relative name begins
   * @throws IllegalArgumentException where no sheet can go there; the message says why
   */
  public static ResultTableFile fromName(String name, Path folder) {
    FileFormat format =
        FileFormat.find(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' must end in .csv, .parquet or .jsonl, which says what to write"
                            .formatted(name)));
    return new ResultTableFile(AtomicFile.fromName(name, folder), format);
  }

  public Path path() {
    return file.path();
  }

  /** Replaces the file at once: who reads it meets the old one or the new one. */
  public void write(ResultTable table) throws IOException {
    file.write(temporary -> format.write(table, temporary));
  }
}
