package pipeline.cli.result;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import pipeline.cli.console.Console;

/**
 * A writer of result lines to stdout, or to stderr if stdout is used for data. The final line is
 * printed only once, and nothing is printed after it.
 */
public final class ResultWriter {
  /** A result line without a line break, and the exit code that it contains. */
  public record ResultLine(String json, int exitCode) {}

  private final PrintStream err;
  private final Console console;
  private PrintStream to;
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

  /** Prints the result line of a stage, unless the final line has been printed. */
  public synchronized void print(ResultLine result) {
    if (last == null) {
      write(result);
    }
  }

  /**
   * Prints the final result line, unless another final line has been printed. Returns the exit code
   * of the final line that was printed.
   */
  public synchronized int printLast(ResultLine result) {
    if (last == null) {
      last = result;
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
