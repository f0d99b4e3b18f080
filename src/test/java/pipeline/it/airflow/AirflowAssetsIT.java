package pipeline.it.airflow;

import org.junit.jupiter.api.Test;

/** Checks lineage, asset events and partition keys of many dates under a real scheduler. */
class AirflowAssetsIT {

  @Test
  void eventsDescribeThePublishedTables() throws Exception {
    PythonSuite.assumeFull();
    PythonSuite.ofDags("test_lineage_events or test_partitions").run("airflow-assets");
  }
}
