package pipeline.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.doctor.CheckDefinition;

/** The health checks of {@code doctor} and the resources that they use. */
public interface HealthCheckProvider {

  /**
   * Opens the resources, passes the checks in their order to an action, and closes the resources.
   *
   * @param dags Airflow's DAG folder; null if it is not checked
   */
  <T> T use(@Nullable Path dags, RunContext context, Function<List<CheckDefinition>, T> action);
}
