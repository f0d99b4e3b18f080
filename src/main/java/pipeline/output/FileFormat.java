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

  String ending() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  static Optional<FileFormat> of(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(
            format -> lower.endsWith(format.ending()) && lower.length() > format.ending().length())
        .findFirst();
  }

  /** The file must not be there yet. */
  void write(ResultTable sheet, Path file) throws IOException {
    switch (this) {
      case PARQUET -> ParquetTableWriter.write(sheet, file);
      case CSV -> {
        try (Writer to = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
          CsvWriter.write(sheet, to);
        }
      }
      case JSONL -> {
        try (Writer to = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
          JsonLinesWriter.write(sheet, to);
        }
      }
    }
  }
}
