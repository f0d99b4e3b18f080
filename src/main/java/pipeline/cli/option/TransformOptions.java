package pipeline.cli.option;

import picocli.CommandLine.Option;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformConfig.SchemaContract;

/** The options that control how transform handles rows and fields that do not fit the tables. */
public final class TransformOptions {
  @Option(
      names = "--max-rejects",
      order = 2,
      paramLabel = "<share>",
      description =
          "Maximum share of raw rows that may be rejected, from 0 to 1. A larger share fails the"
              + " run with exit code 65. Default: 0.05.")
  double maxRejects = 0.05;

  @Option(
      names = "--schema-contract",
      order = 3,
      paramLabel = "<contract>",
      description =
          "Rule for a field that Spotify adds, or whose type Spotify changes: evolve stores the"
              + " field in the column extras and logs a warning; freeze fails the run with exit"
              + " code 65. Default: evolve.")
  SchemaContract contract = SchemaContract.EVOLVE;

  public TransformConfig config() {
    OptionChecks.checkRange("--max-rejects", maxRejects, 0.0, 1.0);
    return new TransformConfig(maxRejects, contract);
  }
}
