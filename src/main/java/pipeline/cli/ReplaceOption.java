package pipeline.cli;

import picocli.CommandLine.Option;

final class ReplaceOption {
  @Option(
      names = "--replace",
      order = 3,
      description = "Take it again although a published partition would be kept.")
  boolean replace;
}
