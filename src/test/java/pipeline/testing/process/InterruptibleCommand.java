package pipeline.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command whose process does not ignore SIGINT. A shell starts background jobs with SIGINT
 * ignored. All their child processes inherit this: Maven, this JVM, and the processes that tests
 * start.
 */
public final class InterruptibleCommand {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int SIGINT_BIT = 1 << (2 - 1);
  private static final String RESET_AND_EXECUTE =
      "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
          + " os.execvp(sys.argv[1], sys.argv[1:])";

  private InterruptibleCommand() {}

  /** Returns the command, with a prefix that resets SIGINT if this process ignores it. */
  public static List<String> from(List<String> command) {
    if (!isInterruptIgnored()) {
      return command;
    }
    return Stream.concat(Stream.of("python3", "-c", RESET_AND_EXECUTE), command.stream()).toList();
  }

  private static boolean isInterruptIgnored() {
    if (!Files.exists(STATUS)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .anyMatch(mask -> (mask & SIGINT_BIT) != 0);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
