package pipeline.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.doctor.CheckDefinition;

/** What doctor looks at, opened for as long as it does. */
public interface HealthCheckProvider {

  /**
   * Gives the checks in their order.
   *
   * @param dags Airflow's DAG folder; null where none is to be looked at
   */
  <T> T use(@Nullable Path dags, RunContext context, Function<List<CheckDefinition>, T> action);
}
