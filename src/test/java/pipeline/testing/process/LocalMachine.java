package pipeline.testing.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs and ports of the machine that runs the tests. */
public final class LocalMachine {
  private LocalMachine() {}

  /**
   * Returns the program with this name in the PATH or in the folder in which Go installs programs.
   */
  public static Optional<Path> findProgram(String name) {
    Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"));
    Stream<String> go = Stream.of(System.getProperty("user.home") + "/go/bin");
    return Stream.concat(path, go)
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Returns a port of loopback that no process listens on. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns the path of a program of the JDK that runs the tests, such as keytool. */
  public static String jdkProgram(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Runs a command that ends by itself, and fails the test if its exit code is not 0. */
  public static void run(String... command) {
    StringBuilder output = new StringBuilder();
    int exitCode = run(output, command);
    assertEquals(0, exitCode, () -> String.join(" ", command) + ": " + output);
  }

  /** Sends a signal, such as KILL, to a process. Does nothing if the process has ended. */
  static void signal(String name, long pid) {
    int unused = run(new StringBuilder(), "kill", "-" + name, Long.toString(pid));
  }

  private static int run(StringBuilder output, String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return process.waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
