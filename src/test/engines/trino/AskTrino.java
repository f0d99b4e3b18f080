import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.Session;
import io.trino.plugin.hive.HivePlugin;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.MaterializedRow;
import io.trino.testing.TestingSession;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs SQL in a Trino of one node with the Hive connector, like {@code ask.py}. The arguments are
 * the properties of the catalog {@code hive}: {@code name=value}.
 *
 * <p>Each line of stdin is a JSON string with statements. Each line of stdout has the rows of the
 * last one, with values as text, or a JSON object if the statements fail.
 */
public final class AskTrino {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STATEMENT_END = Pattern.compile(";\n+");

  private AskTrino() {}

  public static void main(String... properties) throws Exception {
    // Trino replaces System.out by its log, which is stderr.
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Map<String, String> catalog = new HashMap<>();
    for (String property : properties) {
      int split = property.indexOf('=');
      catalog.put(property.substring(0, split), property.substring(split + 1));
    }
    Session session =
        TestingSession.testSessionBuilder().setCatalog("hive").setSchema("new_releases").build();
    try (DistributedQueryRunner trino =
        DistributedQueryRunner.builder(session).setWorkerCount(0).build()) {
      trino.installPlugin(new HivePlugin());
      trino.createCatalog("hive", "hive", catalog);
      BufferedReader scripts =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = scripts.readLine(); line != null; line = scripts.readLine()) {
        answers.println(answer(trino, JSON.readValue(line, String.class)));
      }
    }
  }

  private static String answer(DistributedQueryRunner trino, String script) throws IOException {
    try {
      List<MaterializedRow> rows = List.of();
      for (String statement : STATEMENT_END.split(script)) {
        rows = trino.execute(statement).getMaterializedRows();
      }
      return JSON.writeValueAsString(
          rows.stream()
              .map(row -> row.getFields().stream().map(String::valueOf).toList())
              .toList());
    } catch (RuntimeException failure) { // the caller reports the error
      return JSON.writeValueAsString(Map.of("error", String.valueOf(failure)));
    }
  }
}
