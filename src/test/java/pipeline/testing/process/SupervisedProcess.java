package pipeline.testing.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process that ends, with the processes that it started, when it is closed or when this JVM exits
 * first. No test leaves a process behind, even if it fails or is interrupted.
 */
public final class SupervisedProcess implements AutoCloseable {
  private final Process process;
  private final Duration grace;
  private final Thread atExit = new Thread(this::end);

  private SupervisedProcess(Process process, Duration grace) {
    this.process = process;
    this.grace = grace;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts a process that {@link #close()} ends with SIGKILL. */
  public static SupervisedProcess start(ProcessBuilder builder) throws IOException {
    return new SupervisedProcess(builder.start(), Duration.ZERO);
  }

  /**
   * Starts a process that {@link #close()} ends with SIGTERM, and with SIGKILL if the process still
   * runs after the grace period.
   */
  public static SupervisedProcess start(ProcessBuilder builder, Duration grace) throws IOException {
    return new SupervisedProcess(builder.start(), grace);
  }

  public Process process() {
    return process;
  }

  /**
   * Waits for the end of the process and returns its exit code.
   *
   * @throws AssertionError if the process still runs after the timeout
   */
  public int await(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still runs after " + timeout);
      }
      return process.exitValue();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  private void end() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    if (!grace.isZero()) {
      process.destroy();
      try {
        process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException stillRunning) {
        // SIGKILL follows.
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // The JVM exits, and the hook runs.
    }
  }
}
