package pipeline.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The capabilities of stdout.
 *
 * @param isTerminal whether stdout is a terminal
 * @param columns supplies the current width, in characters
 */
public record StdoutTerminal(boolean isTerminal, IntSupplier columns) {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int MIN_COLUMNS = 20;

  /** The capabilities of a file or a pipe. */
  public static final StdoutTerminal NONE = new StdoutTerminal(false, () -> DEFAULT_COLUMNS);

  /** Returns the capabilities of this process's stdout. */
  public static StdoutTerminal detect(Map<String, String> environment) {
    return StderrTerminal.isTerminal(1)
        ? new StdoutTerminal(true, () -> columns(environment))
        : NONE;
  }

  private static int columns(Map<String, String> environment) {
    String configured = environment.getOrDefault("COLUMNS", "");
    int columns =
        configured.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(configured) : queryWidth();
    return Math.max(MIN_COLUMNS, columns);
  }

  /**
   * Returns the width of the terminal in characters. The width comes from the program {@code stty},
   * because Java has no method for it. Returns the default width if {@code stty} reports no width.
   */
  private static int queryWidth() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (stty.waitFor(1, TimeUnit.SECONDS)) {
        String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return size.matches("\\d+ [1-9]\\d{0,3}\\s*")
            ? Integer.parseInt(size.strip().split(" ", 2)[1])
            : DEFAULT_COLUMNS;
      }
      stty.destroyForcibly();
    } catch (IOException noSuchProgram) {
      // Without stty, the default width is used.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return DEFAULT_COLUMNS;
  }
}
