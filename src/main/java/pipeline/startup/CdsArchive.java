package pipeline.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jar's classes as a JVM leaves them in memory (class-data sharing), in a file beside the jar:
 * {@code pipeline.jsa} for {@code pipeline.jar}. A start that uses it takes half the time. It
 * belongs to the one JVM that made it and the one jar; any other leaves it alone.
 */
public final class CdsArchive {
  private static final Logger LOG = LoggerFactory.getLogger("pipeline");
  private static final List<String> OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final Path jar;
  private final Path java;

  /**
   * @param jar absolute
   * @param java the program, of the JVM that is to use the archive
   */
  public CdsArchive(Path jar, Path java) {
    this.jar = jar;
    this.java = java;
  }

  public Path jar() {
    return jar;
  }

  /** Where the archive is, or will be. */
  public Path file() {
    return sibling(".jsa");
  }

  /** What {@code java @file} takes to start the jar with the archive. */
  public Path argumentsFile() {
    return sibling(".args");
  }

  /**
   * Makes both files, or leaves those that are there.
   *
   * @param trainingClass a class of the jar whose {@code main} takes a folder that it may fill,
   *     uses what shall be in the archive, and ends with 0
   */
  public void create(String trainingClass) throws IOException {
    // Beside the target, for only there a rename is sure to be atomic: a JVM that maps half an
    // archive may crash.
    Path folder = Files.createTempDirectory(jar.getParent(), file().getFileName() + ".");
    try {
      Path archive = folder.resolve("classes.jsa");
      run(
          folder,
          "-XX:ArchiveClassesAtExit=" + archive,
          "-cp",
          jar.toString(),
          trainingClass,
          folder.toString());
      run(
          folder,
          JvmOptions.archiveOption(archive),
          "-Xshare:on",
          "-jar",
          jar.toString(),
          "--version");
      Path arguments = folder.resolve("classes.args");
      Files.writeString(arguments, JvmOptions.argumentsFile(file(), jar));
      Files.move(archive, file(), StandardCopyOption.ATOMIC_MOVE);
      Files.move(arguments, argumentsFile(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(folder);
    }
  }

  /** Whether the archive that is there can be used: a JVM is started that ends where it cannot. */
  public boolean isUsable() throws IOException {
    Path folder = Files.createTempDirectory("pipeline-");
    try {
      run(
          folder,
          JvmOptions.archiveOption(file()),
          "-Xshare:on",
          "-jar",
          jar.toString(),
          "--version");
      return true;
    } catch (IOException refused) {
      return false;
    } finally {
      delete(folder);
    }
  }

  private void run(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(JvmOptions.TASK);
    command.addAll(List.of(arguments));
    Path output = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    OPTION_VARIABLES.forEach(builder.environment()::remove);
    int code = await(builder.start());
    if (code != 0) {
      throw new IOException("%s ended with %d: %s".formatted(java, code, tail(output)));
    }
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    }
  }

  private static String tail(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.isEmpty() ? "it said nothing" : text.substring(Math.max(0, text.length() - 500));
  }

  private Path sibling(String extension) {
    String name = String.valueOf(jar.getFileName());
    String stem = name.endsWith(".jar") ? name.substring(0, name.length() - 4) : name;
    return jar.resolveSibling(stem + extension);
  }

  /** As far as possible: what it was made for has succeeded by then, or has failed itself. */
  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException stays) {
      LOG.warn("temporary folder stays: {} ({})", folder, stays.getMessage());
    }
  }
}
