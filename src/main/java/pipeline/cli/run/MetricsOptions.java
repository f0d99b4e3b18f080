package pipeline.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import pipeline.cli.metrics.MetricsFile;
import pipeline.cli.result.UsageException;

/** The global options of a command that prints a result line. */
final class MetricsOptions extends GlobalOptions {
  @Option(
      names = "--metrics-file",
      order = 1,
      paramLabel = "<file>",
      description =
          "Write the metrics of the command to this file when the command ends, for Prometheus'"
              + " node_exporter. The extension must be .prom.")
  private @Nullable String metricsFile;

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
