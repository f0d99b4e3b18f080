package pipeline.cli;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import pipeline.cli.console.Console;

/** Writes results to stdout. The last one ends all output, and there is only one last. */
final class ResultLines {
  private final PrintStream out;
  private final Console console;
  private @Nullable Result last;

  ResultLines(PrintStream out, Console console) {
    this.out = out;
    this.console = console;
  }

  /** The line of a stage, with more to come. */
  synchronized void print(Result result) {
    if (last == null) {
      write(result);
    }
  }

  /** Prints it unless a last line was printed before; returns the exit code of the one that was. */
  synchronized int printLast(Result result) {
    if (last == null) {
      last = result;
      console.silence();
      write(result);
    }
    return last.exitCode();
  }

  private void write(Result result) {
    out.print(result.toJson() + "\n");
    out.flush();
  }
}
