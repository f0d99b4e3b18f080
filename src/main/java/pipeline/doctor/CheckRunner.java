package pipeline.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Runs all checks, except those that depend on a failed or skipped check. */
public final class CheckRunner {
  private CheckRunner() {}

  /**
   * Runs the checks in the given order, and returns their results in that order. A check is skipped
   * if the check that it depends on failed or was skipped. The result of a skipped check is a
   * warning.
   *
   * @param listener receives each result as soon as it is known
   */
  public static List<NamedCheckResult> runAll(
      List<CheckDefinition> definitions, Consumer<NamedCheckResult> listener) {
    List<NamedCheckResult> results = new ArrayList<>();
    Set<String> notPassed = new HashSet<>();
    for (CheckDefinition definition : definitions) {
      boolean skipped = notPassed.contains(definition.dependency());
      CheckResult result =
          skipped
              ? CheckResult.warn(
                  "skipped because the check \"%s\" did not pass"
                      .formatted(definition.dependency()),
                  null)
              : run(definition.check());
      if (skipped || result.level() == CheckResult.CheckLevel.FAIL) {
        notPassed.add(definition.name());
      }
      NamedCheckResult namedResult = new NamedCheckResult(definition.name(), result);
      results.add(namedResult);
      listener.accept(namedResult);
    }
    return results;
  }

  private static CheckResult run(CheckDefinition.HealthCheck check) {
    try {
      return check.check();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return CheckResult.fromException(interrupted);
    } catch (Exception failure) {
      return CheckResult.fromException(failure);
    }
  }
}
