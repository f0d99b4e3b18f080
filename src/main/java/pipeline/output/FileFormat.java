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

  /** The file must not be there yet. */
  void write(ResultTable table, Path file) throws IOException {
    switch (this) {
      case PARQUET -> ParquetTableWriter.write(table, file);
      case CSV -> {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
          CsvWriter.write(table, writer);
        }
      }
      case JSONL -> {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
          JsonLinesWriter.write(table, writer);
        }
      }
    }
  }
}
