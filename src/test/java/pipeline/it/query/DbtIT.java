package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.ProcessResult;

/**
 * Builds the dbt project on thirty dates with dbt-duckdb, and compiles it for the other engines;
 * only under {@code -Pfull}.
 */
class DbtIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "DBT_SEND_ANONYMOUS_USAGE_STATS", "false",
          "AWS_REGION", "eu-central-1",
          "ATHENA_RESULTS", "s3://results/",
          "TRINO_HOST", "127.0.0.1",
          "TRINO_USER", "dbt",
          "SPARK_HOST", "127.0.0.1");
  private static final Pattern QUESTION =
      Pattern.compile("### \\d+\\. [^\n]*\n```sql\n(.*?);\n```", Pattern.DOTALL);
  private static final Pattern TABLE =
      Pattern.compile("\\b(fact_release|dim_\\w+|bridge_\\w+|partitions)\\b");

  private static Path folder;
  private static LakeFolder lake;
  private static Path project;
  private static PythonVenv venv;

  @BeforeAll
  static void writeTheProject() {
    assumeTrue(Boolean.getBoolean("full"), "dbt and its adapters are large");
    folder = ExampleDay.newFolder("dbt");
    lake = SimulatedMonth.publish(folder.resolve("it's a $lake"));
    JarRunner.in(folder).withLake(lake.root()).run("sql --engine dbt -o project").requireSuccess();
    project = folder.resolve("project");
    venv = PythonVenv.install("dbt");
    dbt("build").requireSuccess();
  }

  private static ProcessResult dbt(String... arguments) {
    return venv.run(project, ENVIRONMENT, "dbt", arguments);
  }

  /**
   * Returns the names of the nodes with a status, without the hash at the end.
   *
   * @param target the folder that the run wrote its results to
   */
  private static Set<String> nodes(String target, String status) throws IOException {
    Set<String> names = new TreeSet<>();
    JsonObject results =
        JsonParser.parseString(
                Files.readString(project.resolve(target).resolve("run_results.json")))
            .getAsJsonObject();
    for (JsonElement result : results.getAsJsonArray("results")) {
      if (result.getAsJsonObject().get("status").getAsString().equals(status)) {
        String id = result.getAsJsonObject().get("unique_id").getAsString();
        names.add(id.replaceFirst("^\\w+\\.\\w+\\.(\\w+).*", "$1"));
      }
    }
    return names;
  }

  @Test
  void allModelsAreBuiltAndAllTestsPass() throws IOException {
    assertEquals(Set.of(), nodes("target", "warn"));
    assertEquals(25, nodes("target", "success").size());
    Set<String> tests = nodes("target", "pass");
    for (String kind :
        List.of("unique_key", "not_null", "refers_to", "accepted_values", "recorded_rows")) {
      assertTrue(tests.stream().anyMatch(name -> name.startsWith("source_" + kind)), kind);
    }
    assertTrue(tests.size() > 80, tests::toString);
  }

  @Test
  void tenAnswersEqualThoseOfTheViews() throws IOException {
    DuckDb.execute(
        JarRunner.in(folder)
            .withLake(lake.root())
            .run("sql --engine duckdb --schema plain")
            .requireSuccess()
            .out());
    DuckDb.execute(
        "ATTACH '%s' AS new_releases (READ_ONLY)"
            .formatted(project.resolve("new_releases.duckdb").toString().replace("'", "''")));
    try {
      List<String> questions = questions();
      assertEquals(10, questions.size());
      for (String question : questions) {
        DuckDb.execute("USE memory.plain");
        List<List<String>> expected = DuckDb.rows(question);
        assertFalse(expected.isEmpty(), question);
        DuckDb.execute("USE new_releases.new_releases");
        assertEquals(expected, DuckDb.rows(TABLE.matcher(question).replaceAll("stg_$1")), question);
      }
    } finally {
      DuckDb.execute("USE memory.main");
      DuckDb.execute("DETACH new_releases");
    }
  }

  private static List<String> questions() throws IOException {
    List<String> questions = new ArrayList<>();
    Matcher question = QUESTION.matcher(Files.readString(Path.of("docs", "query.md")));
    while (question.find()) {
      questions.add(question.group(1));
    }
    return questions;
  }

  @Test
  void defectsFailTheirTests() throws IOException {
    LakeFolder broken = SimulatedMonth.copyWithDefects(lake, folder.resolve("broken"));
    ProcessResult run =
        dbt(
            "test",
            "--select",
            "source:*",
            "--vars",
            "{lake: '" + broken.root() + "'}",
            "--target-path",
            "broken");
    assertEquals(1, run.exitCode(), run.out());
    List<String> expected =
        List.of(
            "accepted_values_lake_fact_release_source_",
            "not_null_lake_clean_tracks_track_name",
            "recorded_rows_lake_bridge_track_artist_",
            "recorded_rows_lake_dim_artist_",
            "refers_to_lake_bridge_album_artist_artist_id_",
            "refers_to_lake_bridge_track_artist_artist_id_",
            "refers_to_lake_dim_album_primary_artist_id_",
            "refers_to_lake_dim_track_primary_artist_id_",
            "refers_to_lake_fact_release_primary_artist_id_",
            "unique_key_lake_clean_albums_ds__album_id");
    List<String> failed = List.copyOf(nodes("broken", "fail"));
    assertEquals(expected.size(), failed.size(), failed::toString);
    for (int i = 0; i < expected.size(); i++) {
      assertTrue(failed.get(i).startsWith("source_" + expected.get(i)), failed.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"athena", "trino", "spark"})
  void otherEnginesCompileTheProject(String engine) throws IOException {
    dbt(
            "compile",
            "--target",
            engine,
            "--target-path",
            engine,
            "--no-introspect",
            "--no-populate-cache")
        .requireSuccess();
    Path compiled = project.resolve(engine).resolve("compiled/new_releases");
    String model = Files.readString(compiled.resolve("models/staging/stg_dim_album.sql"));
    assertFalse(model.contains("read_parquet"), model);
    assertTrue(model.replaceAll("[\"`]", "").contains("new_releases.dim_album"), model);
    try (Stream<Path> files = Files.walk(compiled)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sql")).toList()) {
        String sql = Files.readString(file);
        assertFalse(sql.isBlank(), file::toString);
        if (!engine.equals("spark")) {
          new SqlParser().createStatement(sql);
        }
      }
    }
  }
}
