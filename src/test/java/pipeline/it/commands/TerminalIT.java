package pipeline.it.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SimulatorProcess;

/** Runs commands in a pseudo-terminal, which the program {@code script} of util-linux provides. */
class TerminalIT {
  private static final String ERASE = "\r\u001b[K";
  private static final String COLOUR = "\u001b[3";

  @TempDir Path temporary;

  @Test
  void terminalShowsAProgressBarInColour() {
    String output = runOnATerminal("");
    assertTrue(output.contains("tracks ["), output);
    assertTrue(output.contains(COLOUR), output);
    assertTrue(
        output.lastIndexOf(ERASE) > output.lastIndexOf("tracks ["), "the last bar was not erased");
    assertLastLineIsTheResult(output);
  }

  @Test
  void noColorKeepsTheBarWithoutColour() {
    String output = runOnATerminal("NO_COLOR=1 ");
    assertTrue(output.contains("tracks ["), output);
    assertFalse(output.contains(COLOUR), output);
    assertLastLineIsTheResult(output);
  }

  private static void assertLastLineIsTheResult(String output) {
    List<String> lines = output.lines().toList();
    String last = lines.get(lines.size() - 1);
    assertTrue(last.contains("{\"command\":\"extract-tracks\""), last);
    assertTrue(last.endsWith("}"), last);
  }

  private String runOnATerminal(String setting) {
    PipelineJar.MissingFeature.assumeAvailable(
        Files.isExecutable(Path.of("/usr/bin/script")), "install util-linux's script");
    ExampleDay day = ExampleDay.get();
    Path lake = temporary.resolve("lake");
    day.copy(lake);
    try (SimulatorProcess slow =
        SimulatorProcess.start(temporary, "--latency 400 --date " + ExampleDay.DS)) {
      JarRunner runner =
          JarRunner.in(temporary).with(slow.settings()).withLake(lake).with("TERM", "xterm");
      String command =
          runner.jar().command("extract-tracks", "--refetch", "--date", ExampleDay.DS).stream()
              .map(word -> "'" + word + "'")
              .collect(Collectors.joining(" ", setting, ""));
      ProcessResult result =
          RunningProcess.start(
                  temporary,
                  runner.environment(),
                  List.of("/usr/bin/script", "-qec", command, "/dev/null"))
              .await();
      assertEquals(0, result.exitCode(), result::out);
      return result.out();
    }
  }
}
