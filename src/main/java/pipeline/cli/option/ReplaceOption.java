package pipeline.cli.option;

import picocli.CommandLine.Option;

public final class ReplaceOption {
  @Option(names = "--replace", order = 3, description = "Rebuild the partition even if it exists.")
  public boolean replace;
}
