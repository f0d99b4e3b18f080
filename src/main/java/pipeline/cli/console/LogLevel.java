package pipeline.cli.console;

import java.util.Locale;

/** What {@code --log-level} may say. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  /** Whether stack traces are shown. */
  public boolean hasStackTraces() {
    return compareTo(DEBUG) >= 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
