package pipeline.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Goes through all checks, whatever one of them finds. */
public final class Doctor {
  private Doctor() {}

  /**
   * In their order.
   *
   * @param told of each as soon as it is done
   */
  public static List<Diagnosis> examine(List<Examination> all, Consumer<Diagnosis> told) {
    List<Diagnosis> found = new ArrayList<>();
    Set<String> bad = new HashSet<>();
    for (Examination one : all) {
      Optional<String> missing = one.needs().stream().filter(bad::contains).findFirst();
      Finding finding =
          missing
              .map(name -> Finding.warn("not looked at, for \"" + name + "\" comes first", null))
              .orElseGet(() -> look(one.check()));
      if (missing.isPresent() || finding.level() == Finding.Level.FAIL) {
        bad.add(one.name());
      }
      Diagnosis diagnosis = new Diagnosis(one.name(), finding);
      found.add(diagnosis);
      told.accept(diagnosis);
    }
    return found;
  }

  private static Finding look(Check check) {
    try {
      return check.look();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Finding.failed(stopped);
    } catch (Exception failure) {
      return Finding.failed(failure);
    }
  }
}
