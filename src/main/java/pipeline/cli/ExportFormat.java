package pipeline.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pipeline.output.CsvLines;
import pipeline.output.JsonLines;
import pipeline.output.RowLines;

/** What an export is written as. */
enum ExportFormat {
  CSV,
  JSONL;

  /** What the name of the output ends in; CSV where it says nothing. */
  static ExportFormat of(@Nullable String output) {
    String name = output == null ? "" : output.toLowerCase(Locale.ROOT);
    return name.endsWith(".jsonl") ? JSONL : CSV;
  }

  RowLines lines(List<String> columns, boolean formulaSafe) {
    return switch (this) {
      case CSV -> new CsvLines(columns, formulaSafe);
      case JSONL -> new JsonLines(columns);
    };
  }
}
