package pipeline.cli.console;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one writer to stderr. A progress bar is a last line that is taken away before anything else
 * is written and drawn again after it.
 */
public final class Console {
  /** Without wrapping, a bar wider than the window is cut and stays one line. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final ReentrantLock lock = new ReentrantLock();
  private String bar = "";
  private boolean silent;

  public Console(PrintStream err) {
    this.err = err;
  }

  /** Writes whole lines; the text has no line break at its end. */
  public void print(String text) {
    lock.lock();
    try {
      if (!silent) {
        // One write, so that other processes' lines on the same terminal do not get in between.
        err.print(eraseSequence() + text + "\n" + drawSequence());
        err.flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Shows this bar in place of the one before; empty for none. */
  void showBar(String text) {
    lock.lock();
    try {
      if (!silent && !text.equals(bar)) {
        String before = eraseSequence();
        bar = text;
        err.print(before + drawSequence());
        err.flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the bar away and lets nothing be written any more. Gives up after half a second where a
   * write is stuck, since a stopped process must end all the same.
   */
  public void silence() {
    boolean locked = false;
    try {
      locked = lock.tryLock(500, TimeUnit.MILLISECONDS);
      if (locked) {
        showBar("");
        silent = true;
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } finally {
      if (locked) {
        lock.unlock();
      }
    }
  }

  private String eraseSequence() {
    return bar.isEmpty() ? "" : ERASE;
  }

  private String drawSequence() {
    return bar.isEmpty() ? "" : NO_WRAP + bar + WRAP;
  }
}
