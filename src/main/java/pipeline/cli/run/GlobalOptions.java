package pipeline.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Option;
import pipeline.cli.console.OutputFormat;
import pipeline.cli.console.ProgressDisplay.ProgressMode;
import pipeline.cli.metrics.MetricsFile;
import pipeline.cli.result.UsageException;

/** The options of all commands except {@code generate-completion}. */
public final class GlobalOptions {
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
      names = "--metrics-file",
      paramLabel = "<file>",
      description =
          "Write the metrics of the command to this file when the command ends, for Prometheus'"
              + " node_exporter. The extension must be .prom.")
  private @Nullable String metricsFile;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Returns the selected level, or the default level if none is selected. */
  Level logLevel(Level defaultLevel) {
    return logLevel == null ? defaultLevel : logLevel;
  }

  /**
   * Returns the file for metrics; empty if the option is not given.
   *
   * @param folder the base of a relative file name
   * @throws UsageException if no file of this name can be written
   */
  Optional<MetricsFile> metricsFile(Path folder) {
    if (metricsFile == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(MetricsFile.fromName(metricsFile, folder));
    } catch (IllegalArgumentException invalid) {
      throw new UsageException("--metrics-file: " + invalid.getMessage());
    }
  }
}
