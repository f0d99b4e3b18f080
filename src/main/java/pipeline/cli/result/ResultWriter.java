package pipeline.cli.result;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pipeline.cli.console.Console;

/**
 * A writer of result lines to stdout, or to stderr if stdout is used for data. The final line is
 * printed only once, and nothing is printed after it.
 */
public final class ResultWriter {
  /**
   * A result line and the values that it was made from.
   *
   * @param json the line, without a line break
   * @param command the name of the command or stage
   * @param seconds the duration, in seconds with three decimals
   */
  public record ResultLine(
      String json,
      int exitCode,
      String command,
      StageResult result,
      BigDecimal seconds,
      Instant endedAt) {}

  private final PrintStream err;
  private final Console console;
  private PrintStream to;
  private @Nullable ResultListener listener;
  private @Nullable ResultLine last;

  public ResultWriter(PrintStream out, PrintStream err, Console console) {
    this.to = out;
    this.err = err;
    this.console = console;
  }

  /** Writes all further lines to stderr. */
  public synchronized void leaveStdout() {
    to = err;
  }

  /** Passes all further results to a listener. */
  public synchronized void setListener(ResultListener newListener) {
    listener = newListener;
  }

  /** Prints the result line of a stage, unless the final line has been printed. */
  public synchronized void print(ResultLine result) {
    if (last == null) {
      addStage(result);
      write(result);
    }
  }

  /** Passes the result of a stage to the listener without printing it. */
  public synchronized void addStage(ResultLine stage) {
    if (listener != null) {
      listener.stageEnded(stage);
    }
  }

  /**
   * Prints the final result line, unless another final line has been printed. Returns the exit code
   * of the final line that was printed.
   */
  public synchronized int printLast(ResultLine result) {
    if (last == null) {
      last = result;
      if (listener != null) {
        listener.commandEnded(result);
      }
      console.silence();
      write(result);
    }
    return last.exitCode();
  }

  private void write(ResultLine result) {
    to.print(result.json() + "\n");
    to.flush();
  }
}
