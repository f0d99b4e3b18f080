package pipeline.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.UsageException;
import pipeline.output.ResultTable;
import pipeline.output.ResultTableFile;

/** A file in place of stdout. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      order = 3,
      paramLabel = "<file>",
      description =
          "Write to a file instead of stdout. The extension selects the format: .csv, .parquet or"
              + " .jsonl.")
  private @Nullable String output;

  public boolean isGiven() {
    return output != null;
  }

  /** Looked at before anything is asked of Spotify. */
  public Optional<ResultTableFile> file(Path folder) {
    if (output == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ResultTableFile.fromName(output, folder));
    } catch (IllegalArgumentException unusable) {
      throw new UsageException("--output: " + unusable.getMessage());
    }
  }

  public static void write(ResultTable table, ResultTableFile file) {
    try {
      file.write(table);
    } catch (IOException failed) {
      throw new CommandException(
          ExitCode.LAKE,
          "cannot write %s: %s; check the disk and its permissions, then run again"
              .formatted(file.path(), failed),
          null);
    }
  }
}
