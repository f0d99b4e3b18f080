package pipeline.cli.console;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The writer of logs, messages and progress to stderr. A progress bar is always the last line: the
 * console erases the bar before other output and draws the bar again after that output.
 */
public final class Console {
  /** Disables line wrapping, so that a bar that is wider than the window takes only one line. */
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

  /** Writes one or more lines. The text must not end with a line break. */
  public void print(String text) {
    lock.lock();
    try {
      if (!silent) {
        // A single write, so that other processes cannot write to the terminal between the parts.
        err.print(eraseSequence() + text + "\n" + drawSequence());
        err.flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Replaces the progress bar; an empty text removes the bar. */
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
   * Removes the progress bar and ignores all later output. Waits at most half a second for a write
   * of another thread. If this write is still blocked, changes nothing, because the process must be
   * able to end.
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
