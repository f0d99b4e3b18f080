package pipeline.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Compares the JVM options of the Airflow operator with those of the jar. The operator does not
 * start a JVM to read them.
 */
class JvmOptionsTest {
  @Test
  void operatorHasTheJvmOptionsOfTheJar() throws IOException {
    String operator = Files.readString(Path.of("dags", "pipeline_command.py"));
    Matcher list = Pattern.compile("(?s)JVM_OPTIONS = \\[\n(.*?)\n]").matcher(operator);
    assertEquals(true, list.find(), "no JVM_OPTIONS");
    List<String> options =
        Pattern.compile("\"([^\"]+)\"")
            .matcher(list.group(1))
            .results()
            .map(m -> m.group(1))
            .toList();
    assertEquals(JvmOptions.TASK, options);
  }
}
