package pipeline.cli.console;

import java.util.Locale;

/** The values of {@code --progress}. */
public enum ProgressMode {
  /** A bar on a terminal, regular log lines elsewhere. */
  AUTO,
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
