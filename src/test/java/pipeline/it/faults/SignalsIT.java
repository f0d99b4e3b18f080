package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.ObjectStore;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.InterruptibleCommand;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFingerprints;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.LakeSnapshot;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SimulatorProcess;

/**
 * Sends SIGTERM or SIGINT at a random time of a run. The run ends within seconds with exit code 143
 * or 130, and each table is either the table before the run or the table after it.
 */
class SignalsIT {
  private static final int SIGNALS =
      Integer.getInteger("signals", Boolean.getBoolean("full") ? 24 : 6);
  private static final long SEED = 20261121;
  private static final String LINE = "run --date " + ExampleDay.DS;

  private final Path folder = ExampleDay.newFolder("signals");
  private final List<Long> millis = new ArrayList<>();
  private int stopped;

  @Test
  void signalAtAnyTimeLeavesCompleteTables() {
    String options = "--albums 15 --latency 10 --date " + ExampleDay.DS;
    LakeFolder lake = new LakeFolder(folder.resolve("lake"));
    try (SimulatorProcess one = SimulatorProcess.start(folder, options + " --seed 1");
        SimulatorProcess another = SimulatorProcess.start(folder, options + " --seed 2");
        ObjectStore store = new FileObjectStore(lake.root())) {
      JarRunner runner = JarRunner.in(folder).withLake(lake.root());
      runner.with(one.settings()).run(LINE).requireSuccess();
      LakeSnapshot start = LakeSnapshot.from(store);
      SortedMap<String, String> before = fingerprints(store);
      JarRunner changed = runner.with(another.settings());
      long durationMillis = changed.run(LINE).requireSuccess().millis();
      SortedMap<String, String> after = fingerprints(store);
      SplittableRandom random = new SplittableRandom(SEED);
      for (int signal = 0; signal < SIGNALS; signal++) {
        start.restore(store);
        String what = signal(changed, signal % 2 == 0, random.nextLong(durationMillis));
        fingerprints(store)
            .forEach(
                (key, fingerprint) ->
                    assertTrue(
                        fingerprint.equals(before.get(key)) || fingerprint.equals(after.get(key)),
                        () -> key + " is neither the old nor the new table after " + what));
      }
      changed.run(LINE).requireSuccess();
      assertEquals(List.of(), LakeFingerprints.differences(after, fingerprints(store)));
    }
    Collections.sort(millis);
    long median = millis.get(millis.size() / 2);
    long slowest = millis.get(millis.size() - 1);
    CrashIT.log(
        folder,
        "%d signals, %d stopped a run; median %d ms from the signal to the end, maximum %d ms"
            .formatted(SIGNALS, stopped, median, slowest));
    assertTrue(stopped > 0, "each run was faster than its signal");
  }

  private static SortedMap<String, String> fingerprints(ObjectStore store) {
    return LakeFingerprints.from(store, LocalDate.parse(ExampleDay.DS));
  }

  private String signal(JarRunner runner, boolean term, long after) {
    List<String> command = InterruptibleCommand.from(runner.jar().command(LINE.split(" ", -1)));
    try (RunningProcess running = RunningProcess.start(folder, runner.environment(), command)) {
      RunningProcess.pause(after);
      ShutdownResult shutdown = ShutdownResult.measure(running, term ? "TERM" : "INT", runner);
      ProcessResult ended = shutdown.result();
      millis.add(shutdown.millis());
      int code = term ? 143 : 130;
      String what = "%d ms: %d".formatted(after, ended.exitCode());
      CrashIT.log(
          folder,
          "%s, %d ms later; --version took %d"
              .formatted(what, shutdown.millis(), shutdown.baselineMillis()));
      shutdown.assertPrompt();
      if (ended.exitCode() != 0) {
        assertEquals(code, ended.exitCode(), () -> what + ended.err());
        assertResultHasCode(ended, code);
        stopped++;
      }
      return what;
    }
  }

  /** Checks the exit code in the last result line, if there is one. */
  private static void assertResultHasCode(ProcessResult ended, int code) {
    for (JsonObject result : ended.results()) {
      int resultCode = result.get("exit_code").getAsInt();
      assertTrue(resultCode == 0 || resultCode == code, ended::out);
    }
    if (!ended.results().isEmpty()) {
      assertEquals(code, ended.result().get("exit_code").getAsInt(), ended::out);
    }
  }
}
