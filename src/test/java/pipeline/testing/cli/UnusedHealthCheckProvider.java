package pipeline.testing.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import pipeline.cli.run.HealthCheckProvider;
import pipeline.cli.run.RunContext;
import pipeline.doctor.CheckDefinition;

/** Where no command shall look for what is wrong. */
public final class UnusedHealthCheckProvider implements HealthCheckProvider {
  @Override
  public <T> T use(Path dags, RunContext context, Function<List<CheckDefinition>, T> use) {
    throw new AssertionError("Something was examined");
  }
}
