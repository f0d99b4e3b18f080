package pipeline.cli.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The run of Airflow that this process is part of, as Airflow tells its tasks; empty texts outside.
 */
record AirflowContext(String id, String tryNumber) {
  static AirflowContext from(Map<String, String> environment) {
    return new AirflowContext(
        environment.getOrDefault("AIRFLOW_CTX_DAG_RUN_ID", ""),
        environment.getOrDefault("AIRFLOW_CTX_TRY_NUMBER", ""));
  }

  /** For each line of a JSON log. */
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

  /** For the first line of a text log. */
  String describe() {
    return (id.isEmpty() ? "" : ", Airflow run " + id)
        + (tryNumber.isEmpty() ? "" : ", try " + tryNumber);
  }
}
