package pipeline.it.query;

import org.junit.jupiter.api.Test;
import pipeline.it.airflow.PythonSuite;

/** Runs docs/notebook.ipynb and compares its outputs; only under {@code -Pfull}. */
class NotebookIT {

  @Test
  void notebookHasTheCommittedOutputs() throws Exception {
    PythonSuite.assumeFull();
    PythonSuite.ofTool("notebook").run("notebook");
  }
}
