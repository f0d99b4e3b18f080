package pipeline.cli.console;

import java.util.Locale;

/** The values of {@code --log-level}. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  /** Returns whether stack traces of all failures are logged. */
  public boolean hasStackTraces() {
    return compareTo(DEBUG) >= 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
