package pipeline.cli.run;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Option;
import pipeline.cli.console.OutputFormat;
import pipeline.cli.console.ProgressDisplay.ProgressMode;

/** The options of every command. */
public final class GlobalOptions {
  @Option(
      names = "--log-level",
      paramLabel = "<level>",
      description = "Log level: error, warn, info, debug or trace. Default: info.")
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
          "Progress display: none, or auto for a bar on a terminal and regular log lines elsewhere."
              + " Default: auto.")
  ProgressMode progress = ProgressMode.AUTO;

  @Option(names = "--no-color", description = "Print no colours, as if NO_COLOR were set.")
  boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Returns the selected level, or the default level if none is selected. */
  Level logLevel(Level defaultLevel) {
    return logLevel == null ? defaultLevel : logLevel;
  }
}
