package pipeline.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What stderr can show.
 *
 * @param canRedraw whether a line can be redrawn in place
 * @param colours whether colours are wanted
 */
public record StderrTerminal(boolean canRedraw, boolean colours) {
  /** A file, a pipe, or Airflow's log. */
  public static final StderrTerminal NONE = new StderrTerminal(false, false);

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** The terminal that this process's stderr is, if it is one. */
  public static StderrTerminal detect(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    if (kind.isEmpty() || kind.equals("dumb") || !isTerminal(2)) {
      return NONE;
    }
    return new StderrTerminal(true, environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** Java's own System.console() asks of stdin and stdout together; Linux tells of each. */
  static boolean isTerminal(int descriptor) {
    try {
      String device = Files.readSymbolicLink(DESCRIPTORS.resolve("" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException noSuchLink) {
      return false; // not known, so nothing that could spoil a log
    }
  }

  public StderrTerminal withoutColours() {
    return new StderrTerminal(canRedraw, false);
  }
}
