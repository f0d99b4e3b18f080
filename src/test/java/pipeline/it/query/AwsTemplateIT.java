package pipeline.it.query;

import org.junit.jupiter.api.Test;
import pipeline.it.airflow.PythonSuite;

/** Checks deploy/aws.yml with cfn-lint and in a simulated AWS; only under {@code -Pfull}. */
class AwsTemplateIT {

  @Test
  void stackHasTheDocumentedRightsAndTables() throws Exception {
    PythonSuite.assumeFull();
    PythonSuite.ofTool("aws").run("aws");
  }
}
