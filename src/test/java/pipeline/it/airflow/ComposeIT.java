package pipeline.it.airflow;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Builds the images and runs docker-compose.airflow.yml in a real Docker engine. */
class ComposeIT {

  @Test
  void imagesAndComposeFileWork() throws Exception {
    PythonSuite.assumeFull();
    assumeFalse(Boolean.getBoolean("skipCompose"), "without Compose");
    new PythonSuite("dev/compose/test", List.of()).run("compose");
  }
}
