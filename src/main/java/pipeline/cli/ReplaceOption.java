package pipeline.cli;

import picocli.CommandLine.Option;

final class ReplaceOption {
  @Option(
      names = "--replace",
      description = "Take it again although a published partition would be kept.")
  boolean replace;
}
