package pipeline.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * What stdout is.
 *
 * @param terminal whether people look at it, rather than a program
 * @param columns how wide it is, asked for when it matters
 */
public record StdoutTerminal(boolean terminal, IntSupplier columns) {
  private static final int USUAL = 80;
  private static final int NARROWEST = 20;

  /** A file or a pipe. */
  public static final StdoutTerminal NONE = new StdoutTerminal(false, () -> USUAL);

  /** The terminal that this process's stdout is, if it is one. */
  public static StdoutTerminal ofStdout(Map<String, String> environment) {
    return StderrTerminal.isTerminal(1)
        ? new StdoutTerminal(true, () -> columns(environment))
        : NONE;
  }

  private static int columns(Map<String, String> environment) {
    String told = environment.getOrDefault("COLUMNS", "");
    int columns = told.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(told) : asked();
    return Math.max(NARROWEST, columns);
  }

  /** Java cannot tell; stty can, of the terminal that it is given. */
  private static int asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL;
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return size.matches("\\d+ [1-9]\\d{0,3}\\s*")
          ? Integer.parseInt(size.strip().split(" ", 2)[1])
          : USUAL;
    } catch (IOException noSuchProgram) {
      return USUAL;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
