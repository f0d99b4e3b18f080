package pipeline.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A file for a result table. The extension of the file name selects the format. */
public final class ResultTableFile {
  private enum FileFormat {
    CSV,
    PARQUET,
    JSONL;

    private boolean isFormatOf(String fileName) {
      return fileName.toLowerCase(Locale.ROOT).matches(".+\\." + name().toLowerCase(Locale.ROOT));
    }
  }

  private final AtomicFile file;
  private final FileFormat format;

  private ResultTableFile(AtomicFile file, FileFormat format) {
    this.file = file;
    this.format = format;
  }

  /**
   * Returns the file with the given name.
   *
   * @param folder the base folder of a relative name
   * @throws IllegalArgumentException if the file cannot be written or its extension selects no
   *     format; the message gives the reason
   */
  public static ResultTableFile fromName(String name, Path folder) {
    return Arrays.stream(FileFormat.values())
        .filter(format -> format.isFormatOf(name))
        .findFirst()
        .map(format -> new ResultTableFile(AtomicFile.fromName(name, folder), format))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' must end in .csv, .parquet or .jsonl, which selects the format"
                        .formatted(name)));
  }

  public Path path() {
    return file.path();
  }

  /** Replaces the file atomically, and returns whether its content changed. */
  public boolean write(ResultTable table) throws IOException {
    return file.write(temporary -> write(table, temporary));
  }

  private void write(ResultTable table, Path temporary) throws IOException {
    switch (format) {
      case CSV ->
          Files.writeString(temporary, CsvRowFormat.ofResults(table.columnNames()).format(table));
      case JSONL ->
          Files.writeString(temporary, new JsonRowFormat(table.columnNames()).format(table));
      case PARQUET -> ParquetTableWriter.write(table, temporary);
    }
  }
}
