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
   * @param told of each as soon as it is done
   */
  public static List<NamedResult> examine(List<CheckDefinition> all, Consumer<NamedResult> told) {
    List<NamedResult> found = new ArrayList<>();
    Set<String> bad = new HashSet<>();
    for (CheckDefinition one : all) {
      Optional<String> missing = one.needs().stream().filter(bad::contains).findFirst();
      CheckResult finding =
          missing
              .map(
                  name -> CheckResult.warn("not looked at, for \"" + name + "\" comes first", null))
              .orElseGet(() -> look(one.check()));
      if (missing.isPresent() || finding.level() == CheckResult.CheckLevel.FAIL) {
        bad.add(one.name());
      }
      NamedResult diagnosis = new NamedResult(one.name(), finding);
      found.add(diagnosis);
      told.accept(diagnosis);
    }
    return found;
  }

  private static CheckResult look(HealthCheck check) {
    try {
      return check.look();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return CheckResult.failed(stopped);
    } catch (Exception failure) {
      return CheckResult.failed(failure);
    }
  }
}
