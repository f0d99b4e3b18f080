package pipeline.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of a JVM that runs one command of the jar. The operator of the DAGs uses the same
 * options.
 */
public final class JvmOptions {
  /**
   * The options of a task. The C1 compiler and the serial garbage collector halve the start-up
   * time. A small initial heap saves 50 MB on a large machine. If memory runs out, the JVM exits,
   * because its threads could otherwise wait for each other forever. Messages of the JVM go to
   * stderr, because stdout is for the result. The JVM prints no message about a class-data archive
   * that it cannot use.
   *
   * <p>The JVM maps the archive to the address for which the archive was created. By default, the
   * JVM selects another address and changes all pointers of the archive, even of classes that are
   * not used. Changing the pointers takes a sixth of the CPU time of a start.
   */
  public static final List<String> TASK =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xms48m",
          "-Xmx512m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning,cds*=off:stderr");

  private JvmOptions() {}

  /**
   * Returns the option with which the JVM uses a class-data archive. A JVM ignores an archive that
   * was created for another JVM.
   */
  public static String archiveOption(Path archive) {
    return "-XX:SharedArchiveFile=" + archive;
  }

  /** Returns the content of the argument file for {@code java @file <command>}. */
  static String argumentsFile(Path archive, Path jar) {
    return Stream.concat(TASK.stream(), Stream.of(archiveOption(archive), "-jar", jar.toString()))
        .map(argument -> argument.replace("\\", "\\\\").replace("\"", "\\\""))
        .map("\"%s\"\n"::formatted)
        .collect(Collectors.joining());
  }
}
