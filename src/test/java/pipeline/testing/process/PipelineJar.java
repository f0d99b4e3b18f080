package pipeline.testing.process;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipeline.startup.JvmOptions;
import pipeline.testing.S3Server;

/**
 * The shaded jar and a JVM that runs it as a process without this process's environment.
 *
 * @param options of the JVM
 */
public record PipelineJar(Path java, List<String> options) {
  public static final Path FILE = Path.of("target", "pipeline.jar").toAbsolutePath();

  private static final Path CDS_ARCHIVE = FILE.resolveSibling("pipeline.jsa");

  /** Returns the jar with the JVM of the build and the class-data archive next to the jar. */
  public static PipelineJar onThisJvm() {
    List<String> options = new ArrayList<>(JvmOptions.TASK);
    options.add(JvmOptions.archiveOption(CDS_ARCHIVE));
    return new PipelineJar(Path.of(System.getProperty("java.home"), "bin", "java"), options);
  }

  /**
   * Returns the jar with a JDK 25. Without one, the test is skipped, or fails under {@code
   * -Dfull=true}.
   */
  public static PipelineJar onJava25() {
    Optional<Path> found = java25();
    MissingFeature.assumeAvailable(found.isPresent(), "install a JDK 25 and set JAVA25_HOME to it");
    return new PipelineJar(found.orElseThrow(), JvmOptions.TASK);
  }

  private static Optional<Path> java25() {
    List<Path> homes = new ArrayList<>();
    Optional.ofNullable(System.getenv("JAVA25_HOME")).map(Path::of).ifPresent(homes::add);
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (DirectoryStream<Path> some = Files.newDirectoryStream(installed, "*25*")) {
        some.forEach(homes::add);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return homes.stream()
        .map(home -> home.resolve("bin").resolve("java"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Returns the command with these arguments. */
  public List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(options);
    command.addAll(List.of("-jar", FILE.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  RunningProcess start(Path folder, Map<String, String> environment, String... arguments) {
    return RunningProcess.start(folder, environment, command(arguments));
  }

  /** Skips tests whose programs are not installed. */
  public static final class MissingFeature {
    private MissingFeature() {}

    public static void assumeAvailable(boolean present, String remedy) {
      if (Boolean.getBoolean("full")) {
        assertTrue(present, remedy);
      } else {
        assumeTrue(present, remedy);
      }
    }

    public static void assumeVersitygw() {
      assumeAvailable(
          S3Server.versitygw().isPresent(),
          "install github.com/versity/versitygw/cmd/versitygw@v1.8.0 with Go");
    }
  }
}
