package pipeline.cli.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.cli.result.ResultListener;
import pipeline.cli.result.ResultWriter.ResultLine;
import pipeline.output.AtomicFile;
import pipeline.tables.stage.Stage;

/**
 * A file with the metrics of one command, in Prometheus' text format. Each command replaces the
 * whole file. A command that fails copies the time of the last success from the old file to the new
 * one.
 */
public final class MetricsFile implements ResultListener {
  private static final Logger LOG = LoggerFactory.getLogger("pipeline");
  private static final String EXTENSION = ".prom";
  private static final String LAST_SUCCESS = "pipeline_last_success_timestamp_seconds";
  private static final String REJECTS = "clean/rejects";

  private final AtomicFile file;
  private final Map<String, RunMetrics> stages = new LinkedHashMap<>();

  private MetricsFile(AtomicFile file) {
    this.file = file;
  }

  /**
   * Returns the file with the given name.
   *
   * @param folder the base folder of a relative name
   * @throws IllegalArgumentException if the file cannot be written, or its name does not end in
   *     .prom; the message gives the reason
   */
  public static MetricsFile fromName(String name, Path folder) {
    if (!name.endsWith(EXTENSION)) {
      throw new IllegalArgumentException(
          "'%s' must end in %s, because node_exporter reads no other files"
              .formatted(name, EXTENSION));
    }
    return new MetricsFile(AtomicFile.fromName(name, folder));
  }

  @Override
  public synchronized void stageEnded(ResultLine stage) {
    stages.merge(stage.command(), RunMetrics.from(stage), RunMetrics::plus);
  }

  /** Writes the file. A failure is logged, because it must not change the exit code. */
  @Override
  public synchronized void commandEnded(ResultLine command) {
    try {
      String text = format(command.command(), RunMetrics.from(command));
      file.write(
          temporary -> {
            Files.writeString(temporary, text);
            makeReadable(temporary);
          });
    } catch (IOException | UncheckedIOException failed) {
      LOG.warn("cannot write metrics: {} ({})", file.path(), failed.toString());
    }
  }

  /** Lets all users read the file, because node_exporter runs as another user. */
  private static void makeReadable(Path temporary) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private String format(String command, RunMetrics total) throws IOException {
    String run = label("command", command);
    Map<String, RunMetrics> byStage = byStage(command, total);
    Map<String, RunMetrics> parts = byStage.isEmpty() ? Map.of(run, total) : byStage;
    return new PrometheusText()
        .add(
            "pipeline_run_seconds",
            "Duration of the command, in seconds.",
            Map.of(run, total.seconds()))
        .add("pipeline_run_exit_code", "Exit code of the command.", Map.of(run, total.exitCode()))
        .add(
            "pipeline_run_end_timestamp_seconds",
            "Time at which the command ended, in seconds since 1970.",
            Map.of(run, total.endSeconds()))
        .add(
            LAST_SUCCESS,
            "Time at which the command last succeeded, in seconds since 1970.",
            lastSuccess(run, total))
        .add(
            "pipeline_stage_seconds",
            "Duration of the stage, in seconds; for several dates, the sum of the durations.",
            each(byStage, RunMetrics::seconds))
        .add(
            "pipeline_stage_exit_code",
            "Exit code of the stage; for several dates, that of the first date that failed.",
            each(byStage, RunMetrics::exitCode))
        .add(
            "pipeline_stage_end_timestamp_seconds",
            "Time at which the stage ended, in seconds since 1970.",
            each(byStage, RunMetrics::endSeconds))
        .add("pipeline_rows", "Rows of the table.", eachTable(parts, RunMetrics::rows))
        .add("pipeline_rejects", "Rows in clean/rejects.", rejects(parts))
        .add(
            "pipeline_written_bytes",
            "Size of the written partitions, in bytes; 0 for an unchanged table.",
            eachTable(parts, RunMetrics::bytes))
        .add(
            "pipeline_spotify_requests",
            "Requests to Spotify.",
            each(parts, metrics -> metrics.calls().requests()))
        .add(
            "pipeline_spotify_throttled_requests",
            "Requests to Spotify that were answered with 429.",
            each(parts, metrics -> metrics.calls().throttled()))
        .toString();
  }

  /**
   * Returns a map from the labels of each stage to its figures; empty if the command runs no stage.
   */
  private Map<String, RunMetrics> byStage(String command, RunMetrics total) {
    Map<String, RunMetrics> all = stages;
    if (all.isEmpty() && isStage(command)) {
      all = Map.of(command, total);
    }
    Map<String, RunMetrics> byLabels = new LinkedHashMap<>();
    all.forEach(
        (stage, metrics) ->
            byLabels.put(label("command", command) + "," + label("stage", stage), metrics));
    return byLabels;
  }

  private static boolean isStage(String command) {
    return Arrays.stream(Stage.values()).anyMatch(stage -> stage.command().equals(command));
  }

  private static String label(String name, String value) {
    return name + "=\"" + value + "\"";
  }

  private static Map<String, Number> each(
      Map<String, RunMetrics> parts, Function<RunMetrics, Number> value) {
    Map<String, Number> samples = new LinkedHashMap<>();
    parts.forEach((labels, metrics) -> samples.put(labels, value.apply(metrics)));
    return samples;
  }

  private static Map<String, Number> eachTable(
      Map<String, RunMetrics> parts, Function<RunMetrics, Map<String, Long>> values) {
    Map<String, Number> samples = new LinkedHashMap<>();
    parts.forEach(
        (labels, metrics) ->
            values
                .apply(metrics)
                .forEach(
                    (table, value) -> samples.put(labels + "," + label("table", table), value)));
    return samples;
  }

  private static Map<String, Number> rejects(Map<String, RunMetrics> parts) {
    Map<String, RunMetrics> withRejects = new LinkedHashMap<>(parts);
    withRejects.values().removeIf(metrics -> !metrics.rows().containsKey(REJECTS));
    return each(withRejects, metrics -> metrics.rows().get(REJECTS));
  }

  /**
   * Returns the time of the last success: the end of this command if it succeeded, otherwise the
   * time that the existing file contains.
   */
  private Map<String, BigDecimal> lastSuccess(String run, RunMetrics total) throws IOException {
    if (total.exitCode() == 0) {
      return Map.of(run, total.endSeconds());
    }
    if (!Files.exists(file.path())) {
      return Map.of();
    }
    Pattern sample =
        Pattern.compile(Pattern.quote(LAST_SUCCESS + "{" + run + "} ") + "(\\d+\\.\\d{3})");
    try (Stream<String> lines = Files.lines(file.path(), StandardCharsets.ISO_8859_1)) {
      return lines
          .map(sample::matcher)
          .filter(Matcher::matches)
          .findFirst()
          .map(found -> Map.of(run, new BigDecimal(found.group(1))))
          .orElse(Map.of());
    }
  }
}
