package pipeline.cli.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Airflow run that started this process, read from the variables that Airflow sets for its
 * tasks.
 *
 * @param id the ID of the DAG run; empty without Airflow
 * @param tryNumber the number of the try; empty without Airflow
 */
record AirflowContext(String id, String tryNumber) {
  static AirflowContext from(Map<String, String> environment) {
    return new AirflowContext(
        environment.getOrDefault("AIRFLOW_CTX_DAG_RUN_ID", ""),
        environment.getOrDefault("AIRFLOW_CTX_TRY_NUMBER", ""));
  }

  /** Returns the fields that identify the run in each line of a JSON log. */
  Map<String, String> logFields(String runId) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("run_id", runId);
    if (!id.isEmpty()) {
      fields.put("dag_run_id", id);
    }
    if (!tryNumber.isEmpty()) {
      fields.put("try_number", tryNumber);
    }
    return fields;
  }

  /**
   * Returns a description of the Airflow run, to append to the first log line; empty without
   * Airflow.
   */
  String describe() {
    return (id.isEmpty() ? "" : ", Airflow run " + id)
        + (tryNumber.isEmpty() ? "" : ", try " + tryNumber);
  }
}
