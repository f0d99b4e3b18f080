package pipeline.cli.console;

import java.util.Locale;

/** What {@code --log-format} may say. */
public enum LogFormat {
  TEXT,
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
