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
 * The class-data archive next to the jar: {@code pipeline.jsa} for {@code pipeline.jar}. A start
 * with the archive takes half the time. The archive works only with the JVM and the jar with which
 * it was created. Another JVM ignores it.
 */
public final class CdsArchive {
  private static final Logger LOG = LoggerFactory.getLogger("pipeline");
  private static final List<String> OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final Path jar;
  private final Path java;

  /**
   * Creates an object for the archive of a jar. The archive itself need not exist.
   *
   * @param jar the absolute path of the jar
   * @param java the executable of the JVM that uses the archive
   */
  public CdsArchive(Path jar, Path java) {
    this.jar = jar;
    this.java = java;
  }

  public Path jar() {
    return jar;
  }

  /** Returns the path of the archive, whether it exists or not. */
  public Path file() {
    return sibling(".jsa");
  }

  /**
   * Returns the path of the argument file. With this file, {@code java @file} starts the jar and
   * uses the archive.
   */
  public Path argumentsFile() {
    return sibling(".args");
  }

  /**
   * Creates the archive and the argument file. If the archive cannot be created, existing files
   * stay unchanged.
   *
   * @param trainingClass a class of the jar whose {@code main} loads the classes for the archive
   *     and exits with code 0. The only argument of {@code main} is the path of a folder for
   *     temporary files.
   */
  public void create(String trainingClass) throws IOException {
    // The folder is next to the target, so that the archive can be renamed atomically: a JVM that
    // maps an incomplete archive can crash.
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
      check(folder, archive);
      Path arguments = folder.resolve("classes.args");
      Files.writeString(arguments, JvmOptions.argumentsFile(file(), jar));
      Files.move(archive, file(), StandardCopyOption.ATOMIC_MOVE);
      Files.move(arguments, argumentsFile(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(folder);
    }
  }

  /**
   * Returns whether the existing archive is usable. Starts a JVM that fails if it cannot use the
   * archive.
   */
  public boolean isUsable() throws IOException {
    Path folder = Files.createTempDirectory("pipeline-");
    try {
      check(folder, file());
      return true;
    } catch (IOException refused) {
      return false;
    } finally {
      delete(folder);
    }
  }

  private void check(Path folder, Path archive) throws IOException {
    run(
        folder,
        JvmOptions.archiveOption(archive),
        "-Xshare:on",
        "-jar",
        jar.toString(),
        "--version");
  }

  private void run(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(JvmOptions.TASK);
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    OPTION_VARIABLES.forEach(builder.environment()::remove);
    int code = await(builder.start());
    if (code != 0) {
      throw new IOException("%s failed with exit code %d: %s".formatted(java, code, tail(output)));
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
    return text.isEmpty() ? "no output" : text.substring(Math.max(0, text.length() - 500));
  }

  private Path sibling(String extension) {
    String name = String.valueOf(jar.getFileName());
    String stem = name.endsWith(".jar") ? name.substring(0, name.length() - 4) : name;
    return jar.resolveSibling(stem + extension);
  }

  /** Deletes the folder. A failure is only logged, because the archive is already complete. */
  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException stays) {
      LOG.warn("cannot delete temporary folder: {} ({})", folder, stays.getMessage());
    }
  }
}
