package pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SignalsTest {
  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void endABlockedStageWithItsResultLine(String signal, int code) throws Exception {
    Process process = start(false);
    long sentAt = send(signal, process);
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertTrue(Duration.ofNanos(System.nanoTime() - sentAt).toMillis() < 3000);
    assertEquals(code, process.exitValue());
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertEquals(1, lines.size());
    JsonObject result = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertEquals("stopped", result.get("status").getAsString());
    assertEquals(code, result.get("exit_code").getAsInt());
    assertEquals(3, result.get("requests").getAsInt());
  }

  @Test
  void endAStageWhoseOutputNobodyReads() throws Exception {
    Process process = start(true);
    Thread.sleep(300); // until the pipe is full
    long sentAt = send("TERM", process);
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertTrue(Duration.ofNanos(System.nanoTime() - sentAt).toMillis() < 3000);
    assertEquals(143, process.exitValue());
  }

  /** Returns once the stage is blocked. */
  private static Process start(boolean flood) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "pipeline.cli.BlockedPipeline",
            "load",
            "--date",
            "2024-01-01");
    if (flood) {
      builder.environment().put("FLOOD", "1");
    }
    Process process = builder.start();
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    String line = err.readLine();
    while (line != null && !line.equals("blocked")) {
      line = err.readLine();
    }
    return process;
  }

  private static long send(String signal, Process process) throws Exception {
    long now = System.nanoTime();
    int sent =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    assertEquals(0, sent);
    return now;
  }
}
