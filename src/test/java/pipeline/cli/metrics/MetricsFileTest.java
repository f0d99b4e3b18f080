package pipeline.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.RunContext;
import pipeline.spotify.api.RequestStats;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.testing.cli.CommandRun;
import pipeline.testing.cli.FakeStageRunner;
import pipeline.transform.TransformConfig;

/** Checks the metrics of commands that run at noon of 2026-11-21, the second 1795262400. */
class MetricsFileTest {
  private static final String DATE = "2024-01-01";
  private static final String SUCCESS = "pipeline_last_success_timestamp_seconds";

  @TempDir Path folder;

  private final FakeStageRunner stages = new FakeStageRunner();

  MetricsFileTest() {
    stages.outcome =
        new StageResult(
                true,
                Map.of("clean/rejects", 2L),
                null,
                false,
                false,
                false,
                new RequestStats(5, 1, 1),
                List.of())
            .withWrittenBytes(Map.of("clean/rejects", 512L));
  }

  private CommandRun run(String... arguments) {
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--metrics-file", "pipeline.prom"))
            .toArray(String[]::new);
    return CommandRun.run(stages, Map.of(), folder, all);
  }

  private List<String> samples() throws IOException {
    return Files.readAllLines(folder.resolve("pipeline.prom")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  @Test
  void fileOfAStageHasAllMetrics() throws IOException {
    assertEquals(0, run("transform", "--date", DATE).exitCode());
    assertEquals(
        """
        # HELP pipeline_run_seconds Duration of the command, in seconds.
        # TYPE pipeline_run_seconds gauge
        pipeline_run_seconds{command="transform"} 0.000
        # HELP pipeline_run_exit_code Exit code of the command.
        # TYPE pipeline_run_exit_code gauge
        pipeline_run_exit_code{command="transform"} 0
        # HELP pipeline_run_end_timestamp_seconds Time at which the command ended, in seconds since 1970.
        # TYPE pipeline_run_end_timestamp_seconds gauge
        pipeline_run_end_timestamp_seconds{command="transform"} 1795262400.000
        # HELP pipeline_last_success_timestamp_seconds Time at which the command last succeeded, in seconds since 1970.
        # TYPE pipeline_last_success_timestamp_seconds gauge
        pipeline_last_success_timestamp_seconds{command="transform"} 1795262400.000
        # HELP pipeline_stage_seconds Duration of the stage, in seconds; for several dates, the sum of the durations.
        # TYPE pipeline_stage_seconds gauge
        pipeline_stage_seconds{command="transform",stage="transform"} 0.000
        # HELP pipeline_stage_exit_code Exit code of the stage; for several dates, that of the first date that failed.
        # TYPE pipeline_stage_exit_code gauge
        pipeline_stage_exit_code{command="transform",stage="transform"} 0
        # HELP pipeline_stage_end_timestamp_seconds Time at which the stage ended, in seconds since 1970.
        # TYPE pipeline_stage_end_timestamp_seconds gauge
        pipeline_stage_end_timestamp_seconds{command="transform",stage="transform"} 1795262400.000
        # HELP pipeline_rows Rows of the table.
        # TYPE pipeline_rows gauge
        pipeline_rows{command="transform",stage="transform",table="clean/rejects"} 2
        # HELP pipeline_rejects Rows in clean/rejects.
        # TYPE pipeline_rejects gauge
        pipeline_rejects{command="transform",stage="transform"} 2
        # HELP pipeline_written_bytes Size of the written partitions, in bytes; 0 for an unchanged table.
        # TYPE pipeline_written_bytes gauge
        pipeline_written_bytes{command="transform",stage="transform",table="clean/rejects"} 512
        # HELP pipeline_spotify_requests Requests to Spotify.
        # TYPE pipeline_spotify_requests gauge
        pipeline_spotify_requests{command="transform",stage="transform"} 5
        # HELP pipeline_spotify_throttled_requests Requests to Spotify that were answered with 429.
        # TYPE pipeline_spotify_throttled_requests gauge
        pipeline_spotify_throttled_requests{command="transform",stage="transform"} 1
        """,
        Files.readString(folder.resolve("pipeline.prom")));
  }

  @Test
  void backfillHasTheSumOfTheDatesOfEachStage() throws IOException {
    assertEquals(0, run("backfill", "--from", DATE, "--to", "2024-01-03").exitCode());
    assertEquals(
        List.of(
            "pipeline_run_seconds{command=\"backfill\"} 0.000",
            "pipeline_run_exit_code{command=\"backfill\"} 0"),
        samples().subList(0, 2));
    assertEquals(
        Stream.of("extract-releases", "extract-tracks", "transform", "load")
            .map("pipeline_spotify_requests{command=\"backfill\",stage=\"%s\"} 15"::formatted)
            .toList(),
        samples("pipeline_spotify_requests"));
    assertEquals(4, samples("pipeline_rejects").size());
    assertTrue(samples("pipeline_rejects").get(0).endsWith(" 6"));
  }

  private List<String> samples(String metric) throws IOException {
    return samples().stream().filter(line -> line.startsWith(metric + "{")).toList();
  }

  @Test
  void failedCommandKeepsTheTimeOfItsLastSuccess() throws IOException {
    Path file = folder.resolve("pipeline.prom");
    Files.writeString(
        file, SUCCESS + "{command=\"load\"} 1.000\n" + SUCCESS + "{command=\"run\"} 12.345\n");
    stages.failFor(
        "transform", DATE, new StageException(StageFailureReason.INPUT_MISSING, "run extract"));

    assertEquals(66, run("run", "--date", DATE).exitCode());
    assertEquals(List.of(SUCCESS + "{command=\"run\"} 12.345"), samples(SUCCESS));
    assertEquals(
        List.of("pipeline_run_exit_code{command=\"run\"} 66"), samples("pipeline_run_exit_code"));
    assertEquals(
        List.of(
            "pipeline_stage_exit_code{command=\"run\",stage=\"extract-releases\"} 0",
            "pipeline_stage_exit_code{command=\"run\",stage=\"extract-tracks\"} 0",
            "pipeline_stage_exit_code{command=\"run\",stage=\"transform\"} 66"),
        samples("pipeline_stage_exit_code"));
    assertEquals(
        "pipeline_spotify_requests{command=\"run\",stage=\"transform\"} 7",
        samples("pipeline_spotify_requests").get(2));
  }

  @Test
  void successReplacesTheTimeOfTheLastSuccess() throws IOException {
    Files.writeString(folder.resolve("pipeline.prom"), SUCCESS + "{command=\"load\"} 1.000\n");
    run("load", "--date", DATE);
    assertEquals(List.of(SUCCESS + "{command=\"load\"} 1795262400.000"), samples(SUCCESS));
  }

  @Test
  void commandWithoutStagesHasOnlyTheLabelCommand() throws IOException {
    assertEquals(0, run("status", "--lake", "file:lake").exitCode());
    assertTrue(
        samples().stream()
            .allMatch(line -> line.matches("pipeline_[a-z_]+\\{command=\"status\"} [\\d.]+")),
        () -> "samples");
    assertEquals(6, samples().size());
  }

  @Test
  void otherUsersMayReadTheFile() throws IOException {
    run("load", "--date", DATE);
    assertEquals(
        "rw-r--r--",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("pipeline.prom"))));
  }

  @ParameterizedTest
  @CsvSource({
    "folder.prom, is a folder",
    "link.prom, broken link",
    "missing/pipeline.prom, missing folder",
    "pipeline.txt, 'must end in .prom'"
  })
  void impossibleFileIsAUsageErrorBeforeAnyWork(String name, String problem) throws IOException {
    Files.createDirectory(folder.resolve("folder.prom"));
    Files.createSymbolicLink(folder.resolve("link.prom"), folder.resolve("missing"));
    CommandRun run =
        CommandRun.run(stages, Map.of(), folder, "load", "--date", DATE, "--metrics-file", name);
    assertEquals(64, run.exitCode());
    assertTrue(run.err().contains("--metrics-file: "), run.err());
    assertTrue(run.err().contains(problem), run.err());
    assertEquals(List.of(), stages.calls);
  }

  @Test
  void usageErrorOfACommandIsInTheMetricsFile() throws IOException {
    assertEquals(64, run("backfill", "--from", DATE, "--to", "2023-01-01").exitCode());
    assertEquals(
        List.of("pipeline_run_exit_code{command=\"backfill\"} 64"),
        samples("pipeline_run_exit_code"));
  }

  @Test
  void unwritableFileIsOnlyAWarning() throws IOException {
    Path parent = Files.createDirectory(folder.resolve("metrics"));
    FakeStageRunner deleting =
        new FakeStageRunner() {
          @Override
          public StageResult transform(LocalDate date, TransformConfig rules, RunContext with)
              throws IOException {
            Files.delete(parent);
            return outcome;
          }
        };
    CommandRun run =
        CommandRun.run(
            deleting,
            Map.of(),
            folder,
            "transform",
            "--date",
            DATE,
            "--metrics-file",
            "metrics/pipeline.prom");
    assertEquals(0, run.exitCode());
    assertEquals("ok", run.result().get("status").getAsString());
    assertTrue(run.err().contains("cannot write metrics: " + parent), run.err());
    assertFalse(Files.exists(parent));
  }
}
