package pipeline.cli.option;

import picocli.CommandLine.Option;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformConfig.SchemaContract;

/** The options that control how transform handles rows that do not fit their table. */
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
          "Handling of fields that Spotify adds or whose type changes: evolve stores them in"
              + " extras and logs a warning; freeze fails the run with exit code 65. Default:"
              + " evolve.")
  SchemaContract contract = SchemaContract.EVOLVE;

  public TransformConfig config() {
    OptionChecks.checkRange("--max-rejects", maxRejects, 0.0, 1.0);
    return new TransformConfig(maxRejects, contract);
  }
}
