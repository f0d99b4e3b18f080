package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.InterruptibleCommand;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SimulatorProcess;

/** Sends SIGTERM and SIGINT to a command that waits for Spotify. */
class StoppedWaitIT {
  private static final String DS = ExampleDay.DS;

  @TempDir Path temporary;

  @Test
  void sigtermDuringAWaitEndsWith143AndAResult() {
    assertEndsBySignal("TERM", 143);
  }

  @Test
  void sigintDuringAWaitEndsWith130AndAResult() {
    assertEndsBySignal("INT", 130);
  }

  private void assertEndsBySignal(String signal, int code) {
    ExampleDay day = ExampleDay.get();
    LakeFolder lake = day.lake.copyTo(temporary.resolve("lake"));
    try (SimulatorProcess slow =
        SimulatorProcess.start(temporary, "--latency 60000 --date " + DS)) {
      JarRunner runner = JarRunner.in(temporary).with(slow.settings()).withLake(lake.root());
      List<String> command =
          InterruptibleCommand.from(
              runner.jar().command("extract-tracks", "--refetch", "--date", DS));
      RunningProcess running = RunningProcess.start(temporary, runner.environment(), command);
      var before = lake.digests();
      assertTrue(running.awaitCondition(() -> running.err().contains("extract-tracks " + DS)));
      RunningProcess.pause(1000);

      ShutdownResult shutdown = ShutdownResult.measure(running, signal, runner);

      ProcessResult ended = shutdown.result();
      assertEquals(code, ended.exitCode(), ended::err);
      shutdown.assertPrompt();
      assertEquals(1, ended.results().size(), ended::out);
      assertEquals("stopped", ended.result().get("status").getAsString());
      assertEquals(code, ended.result().get("exit_code").getAsInt());
      assertEquals(before, lake.digests());
      assertEquals(
          lake.contentHashes(), day.lake.contentHashes(), "a table was damaged or replaced");
    }
  }
}
