package pipeline.doctor;

import java.util.List;

/**
 * A check and its place among the others.
 *
 * @param name in two or three words
 * @param dependencies names of checks before it, without which it makes no sense
 */
public record CheckDefinition(String name, List<String> dependencies, HealthCheck check) {
  public CheckDefinition {
    dependencies = List.copyOf(dependencies);
  }

  public static CheckDefinition create(String name, HealthCheck check) {
    return new CheckDefinition(name, List.of(), check);
  }

  public static CheckDefinition dependingOn(String dependency, String name, HealthCheck check) {
    return new CheckDefinition(name, List.of(dependency), check);
  }
}
