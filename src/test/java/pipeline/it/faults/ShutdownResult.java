package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;

/**
 * The end of a process after a signal.
 *
 * @param millis time from the signal to the end
 * @param baselineMillis time that {@code java -version} took meanwhile
 */
record ShutdownResult(ProcessResult result, long millis, long baselineMillis) {
  private static final long MAX_MILLIS = 3000;

  /**
   * The number of small JVMs that together need less time than the promised limit on an idle
   * machine.
   */
  private static final int BASELINE_FACTOR = 5;

  static ShutdownResult measure(RunningProcess running, String signal, JarRunner runner) {
    long signalledAt = System.nanoTime();
    running.signal(signal);
    // In a separate thread, so that the measurement does not wait for this process.
    var version = CompletableFuture.supplyAsync(() -> runner.run("--version").requireSuccess());
    ProcessResult result = running.await();
    long millis = (System.nanoTime() - signalledAt) / 1_000_000;
    return new ShutdownResult(result, millis, version.join().millis());
  }

  /**
   * Checks that the process ended within three seconds, or on a busy machine within the time of a
   * few small JVMs.
   */
  void assertPrompt() {
    long limit = Math.max(MAX_MILLIS, BASELINE_FACTOR * baselineMillis);
    assertTrue(
        millis < limit,
        () ->
            "ended %d ms after the signal, and may take %d: --version took %d"
                .formatted(millis, limit, baselineMillis));
  }
}
