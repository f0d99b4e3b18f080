package pipeline.cli;

import picocli.CommandLine.Option;

/** How many rows may not fit. */
final class RejectOption {
  @Option(
      names = "--max-rejects",
      paramLabel = "<share>",
      description =
          "Share of the raw rows, 0 to 1, above which rejects end with 65. Default: 0.05.")
  double maxRejects = 0.05;

  double share() {
    if (!(maxRejects >= 0 && maxRejects <= 1)) {
      throw new UsageException(
          "--max-rejects is "
              + maxRejects
              + ", which is no share: write a number from 0 to 1, for example --max-rejects 0.05");
    }
    return maxRejects;
  }
}
