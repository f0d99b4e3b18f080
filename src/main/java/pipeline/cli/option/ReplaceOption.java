package pipeline.cli.option;

import picocli.CommandLine.Option;

public final class ReplaceOption {
  @Option(
      names = "--replace",
      order = 3,
      description = "Take it again although a published partition would be kept.")
  public boolean replace;
}
