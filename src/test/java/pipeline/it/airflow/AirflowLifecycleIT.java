package pipeline.it.airflow;

import org.junit.jupiter.api.Test;

/** Runs DAGs under a real scheduler: outages, backfills, cleared tasks and kills. */
class AirflowLifecycleIT {

  @Test
  void dagsSurviveOutagesKillsAndReruns() throws Exception {
    PythonSuite.assumeFull();
    PythonSuite.ofDags("test_lifecycle").run("airflow-lifecycle");
  }
}
