package pipeline.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipeline.startup.CdsArchive;
import pipeline.startup.JvmOptions;

/** Checks of the JVM and of its class-data archive. */
public final class JvmChecks {
  private static final int MAX_TESTED_VERSION = 25;
  private static final long MIN_HEAP = 200L << 20;

  private JvmChecks() {}

  /**
   * Checks the Java version and the maximum heap.
   *
   * @param feature the feature version, such as 17
   * @param version the complete version and the vendor
   * @param options the options on the JVM's command line
   * @param maxHeap the maximum heap in bytes
   */
  public static CheckResult java(int feature, String version, List<String> options, long maxHeap) {
    String description =
        "Java %s, maximum heap %d MB, %s".formatted(version, maxHeap >> 20, describe(options));
    if (maxHeap < MIN_HEAP) {
      return CheckResult.warn(
          description, "Increase the heap, for example with -Xmx512m, which the DAG tasks use.");
    }
    return feature > MAX_TESTED_VERSION
        ? CheckResult.warn(
            description, "Use Java 17 or 25. The pipeline is tested with these versions.")
        : CheckResult.ok(description);
  }

  private static String describe(List<String> options) {
    if (options.isEmpty()) {
      return "no options";
    }
    boolean asTask = options.containsAll(JvmOptions.TASK);
    return Stream.concat(
            asTask ? Stream.of("the options of the DAG tasks") : Stream.of(),
            options.stream().filter(option -> !asTask || !JvmOptions.TASK.contains(option)))
        .collect(Collectors.joining(" "));
  }

  /** Checks that the archive exists and that this JVM can use it. */
  public static CheckResult archive(CdsArchive archive) throws IOException {
    String remedy =
        "To halve the start-up time, run: java -jar %s archive-classes".formatted(archive.jar());
    if (!Files.isRegularFile(archive.file())) {
      return CheckResult.warn(archive.file() + " does not exist", remedy);
    }
    return archive.isUsable()
        ? CheckResult.ok(archive.file() + " matches this JVM and this jar")
        : CheckResult.warn(
            archive.file() + " was created for another JVM or jar, so this JVM ignores it", remedy);
  }
}
