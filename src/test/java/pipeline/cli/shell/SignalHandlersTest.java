package pipeline.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.process.InterruptibleCommand;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.SupervisedProcess;

class SignalHandlersTest {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void signalEndsABlockedStageWithAResultLine(String signal, int code) throws Exception {
    try (BlockedStage stage = BlockedStage.start(Map.of())) {
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

  @Test
  void signalEndsAStageWhoseOutputIsNotRead() throws Exception {
    try (BlockedStage stage = BlockedStage.start(Map.of("FLOOD", "1"))) {
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
    static BlockedStage start(Map<String, String> environment) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
              InterruptibleCommand.from(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:TieredStopAtLevel=1",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "pipeline.testing.cli.BlockedPipeline",
                      "load",
                      "--date",
                      "2024-01-01")));
      builder.environment().putAll(environment);
      long startedAt = System.nanoTime();
      SupervisedProcess jar = SupervisedProcess.start(builder);
      BufferedReader err = jar.process().errorReader(StandardCharsets.UTF_8);
      String line = err.readLine();
      while (line != null && !line.equals("blocked")) {
        line = err.readLine();
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
