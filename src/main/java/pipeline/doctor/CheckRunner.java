package pipeline.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Goes through all checks, whatever one of them finds. */
public final class CheckRunner {
  private CheckRunner() {}

  /**
   * In their order.
   *
   * @param listener of each as soon as it is done
   */
  public static List<NamedCheckResult> runAll(
      List<CheckDefinition> definitions, Consumer<NamedCheckResult> listener) {
    List<NamedCheckResult> results = new ArrayList<>();
    Set<String> failedNames = new HashSet<>();
    for (CheckDefinition definition : definitions) {
      Optional<String> missing =
          definition.dependencies().stream().filter(failedNames::contains).findFirst();
      CheckResult result =
          missing
              .map(
                  name -> CheckResult.warn("not looked at, for \"" + name + "\" comes first", null))
              .orElseGet(() -> run(definition.check()));
      if (missing.isPresent() || result.level() == CheckResult.CheckLevel.FAIL) {
        failedNames.add(definition.name());
      }
      NamedCheckResult namedResult = new NamedCheckResult(definition.name(), result);
      results.add(namedResult);
      listener.accept(namedResult);
    }
    return results;
  }

  private static CheckResult run(HealthCheck check) {
    try {
      return check.check();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return CheckResult.fromException(stopped);
    } catch (Exception failure) {
      return CheckResult.fromException(failure);
    }
  }
}
