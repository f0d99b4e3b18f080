package pipeline.cli.console;

import org.jspecify.annotations.Nullable;

/**
 * The date that a thread works on, in a command that runs several dates at the same time. Log lines
 * and the progress display show the date. A new thread inherits the date of the thread that starts
 * it.
 */
public final class LogDate {
  private static final InheritableThreadLocal<@Nullable String> CURRENT =
      new InheritableThreadLocal<>();

  private LogDate() {}

  /** Sets the date of the current thread, in ISO form; null for no date. */
  public static void set(@Nullable String date) {
    CURRENT.set(date);
  }

  public static void remove() {
    CURRENT.remove();
  }

  /** Returns the date of the current thread; null if the thread has no date. */
  static @Nullable String current() {
    return CURRENT.get();
  }

  /** Returns the date and a space; empty if the current thread has no date. */
  static String prefix() {
    return prefix(current());
  }

  /** Returns a date and a space; empty if the date is null. */
  static String prefix(@Nullable String date) {
    return date == null ? "" : date + " ";
  }
}
