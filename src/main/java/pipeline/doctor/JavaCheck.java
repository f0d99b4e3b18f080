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
 * @param heap the most that it may take, in bytes
 */
public record JavaCheck(int feature, String version, List<String> options, long heap)
    implements HealthCheck {
  private static final int NEWEST_TESTED = 25;
  private static final long LEAST_HEAP = 200L << 20;

  @Override
  public CheckResult look() {
    String what = "Java %s, heap up to %d MB, %s".formatted(version, heap >> 20, told());
    if (heap < LEAST_HEAP) {
      return CheckResult.warn(what, "Give it more: -Xmx512m is what a task of the DAG has.");
    }
    return feature > NEWEST_TESTED
        ? CheckResult.warn(what, "The pipeline is tested with Java 17 and 25: use one of these.")
        : CheckResult.ok(what);
  }

  private String told() {
    if (options.isEmpty()) {
      return "no options";
    }
    boolean asTask = options.containsAll(JvmOptions.TASK);
    List<String> more =
        options.stream().filter(option -> !asTask || !JvmOptions.TASK.contains(option)).toList();
    return String.join(
        " ",
        Stream.concat(asTask ? Stream.of("the options of a task") : Stream.of(), more.stream())
            .toList());
  }
}
