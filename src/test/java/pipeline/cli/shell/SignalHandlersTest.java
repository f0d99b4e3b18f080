package pipeline.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.process.InterruptibleCommand;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.SupervisedProcess;

class SignalHandlersTest {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final String LOAD = "load --date 2024-01-01";

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void signalEndsABlockedStageWithAResultLine(String signal, int code) throws Exception {
    try (BlockedStage stage = BlockedStage.start(Map.of(), LOAD, 1)) {
      stage.assertEndsPromptly(code, signal);
      List<String> lines =
          stage.jar().process().inputReader(StandardCharsets.UTF_8).lines().toList();
      assertEquals(1, lines.size());
      JsonObject result = JsonParser.parseString(lines.get(0)).getAsJsonObject();
      assertEquals("stopped", result.get("status").getAsString());
      assertEquals(code, result.get("exit_code").getAsInt());
      assertEquals(3, result.get("requests").getAsInt());
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void signalEndsAllDatesOfABackfill(String signal, int code, @TempDir Path folder)
      throws Exception {
    Path metrics = folder.resolve("backfill.prom");
    String command =
        "backfill --from 2024-01-01 --to 2024-01-09 --parallel 3 --metrics-file " + metrics;
    try (BlockedStage stage = BlockedStage.start(Map.of(), command, 3)) {
      stage.assertEndsPromptly(code, signal);
      List<String> lines =
          stage.jar().process().inputReader(StandardCharsets.UTF_8).lines().toList();
      List<JsonObject> results =
          lines.stream().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
      assertEquals(3 * 3 + 1, lines.size(), "the stages that ended, in the order of dates");
      for (int line = 0; line < 9; line++) {
        String date = "2024-01-0" + (line / 3 + 1);
        assertEquals(date, results.get(line).get("date").getAsString());
        assertEquals(0, results.get(line).get("exit_code").getAsInt());
      }
      assertEquals("stopped", results.get(9).get("status").getAsString());
      assertEquals(code, results.get(9).get("exit_code").getAsInt());
      assertEquals(3 * 3, results.get(9).get("requests").getAsInt(), "of the blocked stages");
      String load = "{command=\"backfill\",stage=\"load\"} ";
      assertTrue(
          Files.readAllLines(metrics)
              .containsAll(
                  List.of(
                      "pipeline_run_exit_code{command=\"backfill\"} " + code,
                      "pipeline_stage_exit_code" + load + code,
                      "pipeline_spotify_requests" + load + 3 * 3)),
          "metrics of the blocked stages");
    }
  }

  @Test
  void signalEndsAStageWhoseOutputIsNotRead() throws Exception {
    try (BlockedStage stage = BlockedStage.start(Map.of("FLOOD", "1"), LOAD, 1)) {
      Thread.sleep(300); // until the pipe is full
      stage.assertEndsPromptly(143, "TERM");
    }
  }

  /**
   * A stage that does not end by itself.
   *
   * @param startup the time from the start of the process until the stage blocks
   */
  private record BlockedStage(SupervisedProcess jar, Duration startup) implements AutoCloseable {
    /** Starts a command, and waits until this number of stages block. */
    static BlockedStage start(Map<String, String> environment, String command, int stages)
        throws IOException {
      List<String> java =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              "pipeline.testing.cli.BlockedPipeline");
      List<String> words = Stream.concat(java.stream(), Stream.of(command.split(" "))).toList();
      ProcessBuilder builder = new ProcessBuilder(InterruptibleCommand.from(words));
      builder.environment().putAll(environment);
      long startedAt = System.nanoTime();
      SupervisedProcess jar = SupervisedProcess.start(builder);
      BufferedReader err = jar.process().errorReader(StandardCharsets.UTF_8);
      int blocked = 0;
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        blocked += line.equals("blocked") ? 1 : 0;
        if (blocked == stages) {
          break;
        }
      }
      return new BlockedStage(jar, Duration.ofNanos(System.nanoTime() - startedAt));
    }

    /**
     * Checks that a signal ends the process within three seconds. On a busy machine, the limit is
     * twice the start-up time.
     */
    void assertEndsPromptly(int code, String signal) throws Exception {
      long sentAt = System.nanoTime();
      String pid = String.valueOf(jar.process().pid());
      LocalMachine.run("kill", "-" + signal, pid);
      int exitCode = jar.await(Duration.ofSeconds(100));
      Duration took = Duration.ofNanos(System.nanoTime() - sentAt);
      Duration limit = Collections.max(List.of(LIMIT, startup.multipliedBy(2)));
      assertTrue(took.compareTo(limit) < 0, () -> "end: " + took + ", start: " + startup);
      assertEquals(code, exitCode);
    }

    @Override
    public void close() {
      jar.close();
    }
  }
}
