package pipeline.doctor;

import java.util.List;

/**
 * A check and its place among the others.
 *
 * @param name in two or three words
 * @param needs names of checks before it, without which it makes no sense
 */
public record CheckDefinition(String name, List<String> needs, HealthCheck check) {
  public CheckDefinition {
    needs = List.copyOf(needs);
  }

  public static CheckDefinition of(String name, HealthCheck check) {
    return new CheckDefinition(name, List.of(), check);
  }

  public static CheckDefinition after(String needed, String name, HealthCheck check) {
    return new CheckDefinition(name, List.of(needed), check);
  }
}
