package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.ProcessResult;

/** Checks the data contract with datacontract-cli; only under {@code -Pfull}. */
class DataContractIT {
  private static Path folder;
  private static LakeFolder lake;
  private static PythonVenv venv;

  @BeforeAll
  static void publish() {
    assumeTrue(Boolean.getBoolean("full"), "datacontract-cli is large");
    folder = ExampleDay.newFolder("contract");
    lake = SimulatedMonth.publish(folder.resolve("it's a lake"));
    venv = PythonVenv.install("contract");
  }

  private static void printContract(LakeFolder ofLake) throws IOException {
    Files.writeString(
        folder.resolve("contract.yaml"),
        JarRunner.in(folder)
            .withLake(ofLake.root())
            .run("sql --engine odcs")
            .requireSuccess()
            .out());
  }

  private static ProcessResult datacontract(String... arguments) {
    return venv.run(folder, Map.of(), "datacontract", arguments);
  }

  @Test
  void dataContractIsValid() throws IOException {
    printContract(lake);
    datacontract("lint", "contract.yaml").requireSuccess();
  }

  @Test
  void lakeFulfilsTheContract() throws IOException {
    printContract(lake);
    test().requireSuccess();
    assertEquals(Set.of(), checks("failed"));
    Set<String> passed = checks("passed");
    for (String kind :
        Set.of("field_required", "primary_key_unique", "field_relationships", "quality_sql")) {
      assertTrue(passed.stream().anyMatch(key -> key.contains(kind)), kind);
    }
  }

  private static ProcessResult test() {
    return datacontract(
        "test", "contract.yaml", "--output", "results.json", "--output-format", "json");
  }

  private static Set<String> checks(String result) throws IOException {
    JsonObject results =
        JsonParser.parseString(Files.readString(folder.resolve("results.json"))).getAsJsonObject();
    Set<String> keys = new TreeSet<>();
    for (JsonElement check : results.getAsJsonArray("checks")) {
      if (check.getAsJsonObject().get("result").getAsString().equals(result)) {
        keys.add(check.getAsJsonObject().get("key").getAsString());
      }
    }
    return keys;
  }

  @Test
  void defectsBreakTheContract() throws IOException {
    printContract(SimulatedMonth.copyWithDefects(lake, folder.resolve("broken")));
    ProcessResult run = test();
    assertEquals(1, run.exitCode(), run.out());
    assertEquals(
        Set.of(
            "bridge_album_artist__ds__artist_id__dim_artist__ds__artist_id__field_relationships",
            "bridge_track_artist__ds__artist_id__dim_artist__ds__artist_id__field_relationships",
            "bridge_track_artist__quality_sql_0",
            "clean/albums__primary_key_unique",
            "clean/tracks__track_name__field_required",
            "dim_album__ds__primary_artist_id__dim_artist__ds__artist_id__field_relationships",
            "dim_artist__quality_sql_0",
            "dim_track__ds__primary_artist_id__dim_artist__ds__artist_id__field_relationships",
            "fact_release__ds__primary_artist_id__dim_artist__ds__artist_id__field_relationships",
            "fact_release__source__field_invalid_values"),
        checks("failed"));
  }
}
