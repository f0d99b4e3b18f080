package pipeline.cli.console;

import java.util.Locale;

/** What {@code --progress} may say. */
public enum ProgressMode {
  /** A bar on a terminal, elsewhere a line now and then. */
  AUTO,
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
