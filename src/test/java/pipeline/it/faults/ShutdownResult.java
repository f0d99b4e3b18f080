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
 * @param beside what a JVM that only tells its version took meanwhile
 */
record ShutdownResult(ProcessResult ended, long millis, long beside) {
  private static final long PROMISED_MILLIS = 3000;

  /** On an idle machine this many take less than what is promised. */
  private static final int VERSIONS = 5;

  static ShutdownResult of(RunningProcess running, String signal, JarRunner workplace) {
    long asked = System.nanoTime();
    running.signal(signal);
    // In a thread of its own, so that it is not this run's end that ends the measurement.
    var version = CompletableFuture.supplyAsync(() -> workplace.run("--version").mustSucceed());
    ProcessResult ended = running.await();
    long millis = (System.nanoTime() - asked) / 1_000_000;
    return new ShutdownResult(ended, millis, version.join().millis());
  }

  /** Within three seconds; on a machine that is busy, within what a few small JVMs take there. */
  void assertSoon() {
    long most = Math.max(PROMISED_MILLIS, VERSIONS * beside);
    assertTrue(
        millis < most,
        () ->
            "ended %d ms after the signal, and may take %d: --version took %d"
                .formatted(millis, most, beside));
  }
}
