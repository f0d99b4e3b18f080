package pipeline.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of file a sheet goes to, told by the ending of its name. */
enum FileFormat {
  CSV,
  PARQUET,
  JSONL;

  String extension() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  static Optional<FileFormat> find(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(
            format ->
                lower.endsWith(format.extension()) && lower.length() > format.extension().length())
        .findFirst();
  }

  /**
   * Writes a table to a new file.
   *
   * @throws IOException if the file exists or cannot be written
   */
  void write(ResultTable table, Path file) throws IOException {
    if (this == PARQUET) {
      ParquetTableWriter.write(table, file);
      return;
    }
    RowFormat format =
        this == CSV
            ? CsvRowFormat.ofResults(table.columnNames())
            : new JsonRowFormat(table.columnNames());
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      format.write(table, writer);
    }
  }
}
