package pipeline.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.UsageException;
import pipeline.output.ResultTable;
import pipeline.output.ResultTableFile;

/** The option {@code --output}, a file for the rows of a result. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      order = 3,
      paramLabel = "<file>",
      description =
          "Write the rows to this file. Its extension selects the format: .csv, .parquet or"
              + " .jsonl.")
  private @Nullable String output;

  public boolean isGiven() {
    return output != null;
  }

  /**
   * Returns the file; empty if the option is not given.
   *
   * @param folder the base of a relative file name
   * @throws UsageException if no file of this name can be written
   */
  public Optional<ResultTableFile> file(Path folder) {
    if (output == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ResultTableFile.fromName(output, folder));
    } catch (IllegalArgumentException invalid) {
      throw new UsageException("--output: " + invalid.getMessage());
    }
  }

  /**
   * Writes a table to a file and replaces an existing file. Returns whether the file changed.
   *
   * @throws CommandException if the file cannot be written
   */
  public static boolean write(ResultTable table, ResultTableFile file) {
    return OutputTarget.writeOrFail(file.path().toString(), () -> file.write(table));
  }
}
