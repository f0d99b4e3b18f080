package pipeline.it.airflow;

import org.junit.jupiter.api.Test;

/** Runs the tests of the DAGs and their operator in a real Airflow, with the real jar. */
class AirflowIT {

  @Test
  void dagsWorkInAirflow() throws Exception {
    PythonSuite.ofDags(
            "not test_celery and not test_lifecycle and not test_lineage_events and not"
                + " test_partitions")
        .run("airflow");
  }
}
