package pipeline.it.airflow;

import org.junit.jupiter.api.Test;

/** Runs the DAGs on two hosts with Celery workers, one of which dies. */
class CeleryIT {

  @Test
  void workersOnTwoHostsShareTheTasks() throws Exception {
    PythonSuite.assumeFull();
    PythonSuite.ofDags("test_celery").run("celery");
  }
}
