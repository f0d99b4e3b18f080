package pipeline.doctor;

import org.jspecify.annotations.Nullable;

/**
 * A named check and the check that it depends on.
 *
 * @param name a unique name of one to three words
 * @param dependency the name of an earlier check, or null. This check is skipped if the earlier
 *     check fails or is skipped.
 */
public record CheckDefinition(String name, @Nullable String dependency, HealthCheck check) {
  /** A check of one condition. */
  @FunctionalInterface
  public interface HealthCheck {
    /**
     * Returns the result of the check.
     *
     * @throws Exception if the condition does not hold or cannot be checked; the message names the
     *     problem and the remedy
     */
    CheckResult check() throws Exception;
  }

  public static CheckDefinition create(String name, HealthCheck check) {
    return new CheckDefinition(name, null, check);
  }

  public static CheckDefinition dependingOn(String dependency, String name, HealthCheck check) {
    return new CheckDefinition(name, dependency, check);
  }
}
