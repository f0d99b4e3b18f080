package pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.output.ResultTable;
import pipeline.output.ResultTableFile;

/** A file in place of stdout. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      order = 3,
      paramLabel = "<file>",
      description =
          "Write a file instead, of the kind that its ending says: .csv, .parquet or .jsonl.")
  private @Nullable String output;

  boolean given() {
    return output != null;
  }

  /** Looked at before anything is asked of Spotify. */
  Optional<ResultTableFile> file(Path folder) {
    if (output == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ResultTableFile.named(output, folder));
    } catch (IllegalArgumentException unusable) {
      throw new UsageException("--output: " + unusable.getMessage());
    }
  }

  static void write(ResultTable sheet, ResultTableFile file) {
    try {
      file.write(sheet);
    } catch (IOException failed) {
      throw new CommandException(
          ExitCode.LAKE,
          "Could not write %s (%s): check the disk and the rights there, then run again."
              .formatted(file.path(), failed),
          null);
    }
  }
}
