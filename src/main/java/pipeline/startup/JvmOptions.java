package pipeline.startup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options of a JVM that runs one command of the jar. The DAG's operator gives the same. */
public final class JvmOptions {
  /**
   * The quick compiler and the smallest collector halve what a start costs, and a heap that begins
   * small saves 50 MB on a large machine. Out of memory ends the process instead of leaving threads
   * that wait for each other. And the JVM's own words, those on an archive that does not fit left
   * out, go to stderr: stdout is for the result.
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

  /** The option that names an archive of classes, which is used where it fits JVM and jar. */
  public static String archiveOption(Path archive) {
    return "-XX:SharedArchiveFile=" + archive;
  }

  /** What a file holds for {@code java @file <command>} to run this jar with this archive. */
  static String argumentsFile(Path archive, Path jar) {
    List<String> lines = new ArrayList<>(TASK);
    lines.add(archiveOption(archive));
    lines.add("-jar");
    lines.add(jar.toString());
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append('"').append(line.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"\n");
    }
    return text.toString();
  }
}
