package pipeline.cli.run;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Option;
import pipeline.cli.console.OutputFormat;
import pipeline.cli.console.ProgressDisplay.ProgressMode;

/** The options of all commands except {@code generate-completion}. */
public class GlobalOptions {
  @Option(
      names = "--log-level",
      paramLabel = "<level>",
      description =
          "Log level: error, warn, info, debug or trace. Default: info, or warn for a command that"
              + " prints data.")
  private @Nullable Level logLevel;

  @Option(
      names = "--log-format",
      paramLabel = "<format>",
      description = "Log format: text or json. Default: text.")
  OutputFormat logFormat = OutputFormat.TEXT;

  @Option(
      names = "--progress",
      paramLabel = "<mode>",
      description =
          "Progress display: auto, which shows a bar on a terminal and writes a log line every ten"
              + " seconds elsewhere; or none. Default: auto.")
  ProgressMode progress = ProgressMode.AUTO;

  @Option(
      names = "--no-color",
      description = "Print no colours. The environment variable NO_COLOR has the same effect.")
  boolean noColor;

  @Option(
      names = {"-h", "--help"},
      order = 2,
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Returns the selected level, or the default level if none is selected. */
  Level logLevel(Level defaultLevel) {
    return logLevel == null ? defaultLevel : logLevel;
  }
}
