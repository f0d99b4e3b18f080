package pipeline.cli.run;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.console.LogFormat;
import pipeline.cli.console.LogLevel;
import pipeline.cli.console.ProgressMode;

/** What every command knows. */
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

  @Option(names = "--no-color", description = "Print no colours, as with the variable NO_COLOR.")
  boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** What was asked for, or what is usual for the command. */
  LogLevel logLevel(LogLevel defaultLevel) {
    return logLevel == null ? defaultLevel : logLevel;
  }
}
