package pipeline.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of a JVM that runs one command of the jar. The operator of the DAGs uses the same.
 */
public final class JvmOptions {
  /**
   * The options of a task. C1 and the serial collector halve the cost of a start, and a small
   * initial heap saves 50 MB on a large machine. The process ends when memory runs out, instead of
   * leaving threads that wait for each other. Messages of the JVM go to stderr, because stdout is
   * for the result; those about an archive that does not fit are left out.
   */
  public static final List<String> TASK =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xms48m",
          "-Xmx512m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning,cds*=off:stderr");

  private JvmOptions() {}

  /** Returns the option that names a class-data archive, which the JVM uses if it fits. */
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
