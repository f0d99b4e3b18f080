package pipeline.doctor;

import java.util.List;
import java.util.stream.Stream;
import pipeline.startup.JvmOptions;

/**
 * The JVM that runs this.
 *
 * @param feature 17 for Java 17
 * @param version in full, with its maker
 * @param options as they were given on the command line
 * @param maxHeap the most that it may take, in bytes
 */
public record JavaCheck(int feature, String version, List<String> options, long maxHeap)
    implements HealthCheck {
  private static final int MAX_TESTED_VERSION = 25;
  private static final long MIN_HEAP = 200L << 20;

  @Override
  public CheckResult check() {
    String description =
        "Java %s, heap up to %d MB, %s".formatted(version, maxHeap >> 20, describeOptions());
    if (maxHeap < MIN_HEAP) {
      return CheckResult.warn(description, "Give it more: -Xmx512m is what a task of the DAG has.");
    }
    return feature > MAX_TESTED_VERSION
        ? CheckResult.warn(
            description, "The pipeline is tested with Java 17 and 25: use one of these.")
        : CheckResult.ok(description);
  }

  private String describeOptions() {
    if (options.isEmpty()) {
      return "no options";
    }
    boolean asTask = options.containsAll(JvmOptions.TASK);
    List<String> others =
        options.stream().filter(option -> !asTask || !JvmOptions.TASK.contains(option)).toList();
    return String.join(
        " ",
        Stream.concat(asTask ? Stream.of("the options of a task") : Stream.of(), others.stream())
            .toList());
  }
}
