package pipeline.cli.run;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.console.LogFormat;
import pipeline.cli.console.LogLevel;
import pipeline.cli.console.ProgressMode;

/** The options of every command. */
public final class GlobalOptions {
  @Option(
      names = "--log-level",
      paramLabel = "<level>",
      description = "Log level: error, warn, info, debug or trace. Default: info.")
  private @Nullable LogLevel logLevel;

  @Option(
      names = "--log-format",
      paramLabel = "<format>",
      description = "Log format: text or json. Default: text.")
  LogFormat logFormat = LogFormat.TEXT;

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
  LogLevel logLevel(LogLevel defaultLevel) {
    return logLevel == null ? defaultLevel : logLevel;
  }
}
