package pipeline.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A process that runs in a folder and writes stdout and stderr to files there. */
public final class RunningProcess implements AutoCloseable {
  private static final long TIMEOUT_MILLIS = 300_000;
  private static final AtomicLong COUNT = new AtomicLong();

  private final SupervisedProcess supervised;
  private final Process process;
  private final Path out;
  private final Path err;
  private final long startedAt = System.nanoTime();

  private RunningProcess(SupervisedProcess supervised, Path out, Path err) {
    this.supervised = supervised;
    this.process = supervised.process();
    this.out = out;
    this.err = err;
  }

  public static RunningProcess start(
      Path folder, Map<String, String> environment, List<String> command) {
    try {
      Files.createDirectories(folder);
      Path streams = Files.createDirectories(folder.resolve("streams"));
      long number = COUNT.incrementAndGet();
      Path out = streams.resolve(number + ".out");
      Path err = streams.resolve(number + ".err");
      ProcessBuilder builder =
          new ProcessBuilder(InterruptibleCommand.from(command))
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
      builder.environment().put("HOME", folder.toString()); // without the user's ~/.aws
      builder.environment().putAll(environment);
      return new RunningProcess(SupervisedProcess.start(builder), out, err);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Waits for the end of the process. */
  public ProcessResult await() {
    try {
      if (!process.waitFor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("does not end:\n" + out() + err());
      }
      return new ProcessResult(
          process.exitValue(), out(), err(), (System.nanoTime() - startedAt) / 1_000_000);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    } finally {
      close();
    }
  }

  /** Waits until the condition holds; returns false if the process ends before. */
  public boolean awaitCondition(BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
    while (process.isAlive()) {
      if (condition.getAsBoolean()) {
        return true;
      }
      if (System.nanoTime() > until) {
        throw new AssertionError("waited in vain:\n" + out() + err());
      }
      pause(2);
    }
    return condition.getAsBoolean();
  }

  /**
   * Returns the command line, as {@code ps} shows it to each user; empty if the process has ended.
   */
  public String commandLine() {
    return process.info().commandLine().orElse("");
  }

  /** Sends a signal, such as KILL; nothing happens if the process has ended. */
  public void signal(String name) {
    LocalMachine.signal(name, process.pid());
  }

  public String out() {
    return text(out);
  }

  public String err() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  @Override
  public void close() {
    supervised.close();
  }
}
