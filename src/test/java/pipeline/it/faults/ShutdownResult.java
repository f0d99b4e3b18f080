package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;

/**
 * How a process that was asked to end did so.
 *
 * @param millis from the signal to its end
 * @param baselineMillis what a JVM that only tells its version took meanwhile
 */
record ShutdownResult(ProcessResult ended, long millis, long baselineMillis) {
  private static final long MAX_MILLIS = 3000;

  /** On an idle machine this many take less than what is promised. */
  private static final int BASELINE_FACTOR = 5;

  static ShutdownResult measure(RunningProcess running, String signal, JarRunner workplace) {
    long signalledAt = System.nanoTime();
    running.signal(signal);
    // In a thread of its own, so that it is not this run's end that ends the measurement.
    var version = CompletableFuture.supplyAsync(() -> workplace.run("--version").requireSuccess());
    ProcessResult ended = running.await();
    long millis = (System.nanoTime() - signalledAt) / 1_000_000;
    return new ShutdownResult(ended, millis, version.join().millis());
  }

  /** Within three seconds; on a machine that is busy, within what a few small JVMs take there. */
  void assertPrompt() {
    long limit = Math.max(MAX_MILLIS, BASELINE_FACTOR * baselineMillis);
    assertTrue(
        millis < limit,
        () ->
            "ended %d ms after the signal, and may take %d: --version took %d"
                .formatted(millis, limit, baselineMillis));
  }
}
