package pipeline.cli.result;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import pipeline.cli.console.Console;

/**
 * Writes results to stdout, or where that is for data to stderr. The last one ends all output, and
 * there is only one last.
 */
public final class ResultWriter {
  private final PrintStream err;
  private final Console console;
  private PrintStream to;
  private @Nullable ResultLine last;

  public ResultWriter(PrintStream out, PrintStream err, Console console) {
    this.to = out;
    this.err = err;
    this.console = console;
  }

  /** From now on stdout is for data. */
  public synchronized void leaveStdout() {
    to = err;
  }

  /** The line of a stage, with more to come. */
  public synchronized void print(ResultLine result) {
    if (last == null) {
      write(result);
    }
  }

  /** Prints it unless a last line was printed before; returns the exit code of the one that was. */
  public synchronized int printLast(ResultLine result) {
    if (last == null) {
      last = result;
      console.silence();
      write(result);
    }
    return last.exitCode();
  }

  private void write(ResultLine result) {
    to.print(result.toJson() + "\n");
    to.flush();
  }
}
