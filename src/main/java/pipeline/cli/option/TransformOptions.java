package pipeline.cli.option;

import picocli.CommandLine.Option;
import pipeline.cli.result.UsageException;
import pipeline.transform.SchemaContract;
import pipeline.transform.TransformConfig;

/** How odd raw rows may be. */
public final class TransformOptions {
  @Option(
      names = "--max-rejects",
      order = 2,
      paramLabel = "<share>",
      description =
          "Largest share of rejected raw rows, from 0 to 1. A larger one fails the run with exit"
              + " code 65. Default: 0.05.")
  double maxRejects = 0.05;

  @Option(
      names = "--schema-contract",
      order = 3,
      paramLabel = "<contract>",
      description =
          "Reaction to fields that Spotify adds or whose type it changes: evolve stores them in"
              + " extras and logs a warning; freeze fails the run with exit code 65. Default:"
              + " evolve.")
  SchemaContract contract = SchemaContract.EVOLVE;

  public TransformConfig config() {
    if (!(maxRejects >= 0 && maxRejects <= 1)) {
      throw new UsageException(
          "--max-rejects is "
              + maxRejects
              + ", which is not a share: write a number from 0 to 1, for example --max-rejects"
              + " 0.05");
    }
    return new TransformConfig(maxRejects, contract);
  }
}
