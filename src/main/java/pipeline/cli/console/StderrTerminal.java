package pipeline.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The capabilities of stderr.
 *
 * @param canRedraw whether a line can be redrawn in place
 * @param colours whether to print colours
 */
public record StderrTerminal(boolean canRedraw, boolean colours) {
  /** The capabilities of a file, a pipe or Airflow's log: none. */
  public static final StderrTerminal NONE = new StderrTerminal(false, false);

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** Returns the capabilities of this process's stderr. */
  public static StderrTerminal detect(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    if (kind.isEmpty() || kind.equals("dumb") || !isTerminal(2)) {
      return NONE;
    }
    return new StderrTerminal(true, environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /**
   * Returns whether a file descriptor is a terminal. Reads the link in {@code /proc/self/fd},
   * because {@code System.console()} cannot check stdout or stderr alone.
   */
  static boolean isTerminal(int descriptor) {
    try {
      String device = Files.readSymbolicLink(DESCRIPTORS.resolve("" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException noSuchLink) {
      return false; // unknown, so print no control sequences, which make a log hard to read
    }
  }

  public StderrTerminal withoutColours() {
    return new StderrTerminal(canRedraw, false);
  }
}
