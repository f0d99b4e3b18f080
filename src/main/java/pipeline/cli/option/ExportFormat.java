package pipeline.cli.option;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pipeline.cli.result.UsageException;
import pipeline.output.CsvRowFormat;
import pipeline.output.JsonRowFormat;
import pipeline.output.RowFormat;

/** The file format of an export. */
public enum ExportFormat {
  CSV,
  JSONL;

  /**
   * Returns the format for the extension of an output name; CSV if there is no extension.
   *
   * @throws UsageException if the extension selects no format
   */
  public static ExportFormat from(@Nullable String output) {
    String path = output == null ? "" : output.toLowerCase(Locale.ROOT);
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot);
    return switch (ending) {
      case "", ".csv" -> CSV;
      case ".jsonl" -> JSONL;
      default ->
          throw new UsageException(
              "unknown extension of --output: '%s'; use .csv or .jsonl, or select the"
                      .formatted(ending)
                  + " format, for example --format csv");
    };
  }

  public RowFormat rowFormat(List<String> columns, boolean formulaSafe) {
    return switch (this) {
      case CSV -> CsvRowFormat.ofTable(columns, formulaSafe);
      case JSONL -> new JsonRowFormat(columns);
    };
  }
}
