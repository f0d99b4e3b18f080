package pipeline.cli.option;

import picocli.CommandLine.Option;

public final class ReplaceOption {
  @Option(
      names = "--replace",
      order = 3,
      description = "Rebuild raw partitions even if they exist.")
  public boolean replace;
}
