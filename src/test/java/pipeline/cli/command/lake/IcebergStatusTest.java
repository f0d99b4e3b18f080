package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import pipeline.iceberg.FakeRestCatalog;

/** Checks how status compares Iceberg tables with the partitions of two dates. */
class IcebergStatusTest extends IcebergDatesFixture {
  private String status(String more) {
    run("status --from " + yesterday + " --to " + today + more);
    return harness.out();
  }

  private JsonObject json() {
    return JsonParser.parseString(status(" --format json")).getAsJsonObject();
  }

  private static List<String> states(JsonObject status) {
    List<String> states = new ArrayList<>();
    for (JsonElement date : status.getAsJsonArray("dates")) {
      states.add(date.getAsJsonObject().get("iceberg").getAsString());
    }
    return states;
  }

  /** Returns the numbers of tables of today by state. */
  private static Map<String, Integer> tableStates(JsonObject status) {
    Map<String, Integer> states = new TreeMap<>();
    for (JsonElement table :
        status.getAsJsonArray("dates").get(1).getAsJsonObject().getAsJsonArray("tables")) {
      states.merge(table.getAsJsonObject().get("iceberg").getAsString(), 1, Integer::sum);
    }
    return states;
  }

  private static List<String> commands(JsonObject status) {
    List<String> commands = new ArrayList<>();
    for (JsonElement step : status.getAsJsonArray("to_do")) {
      step.getAsJsonObject()
          .getAsJsonArray("commands")
          .forEach(command -> commands.add(command.getAsString()));
    }
    return commands;
  }

  @Test
  void unsetCatalogAddsNothing() {
    run("publish-iceberg --date " + today);
    harness.setVariable("ICEBERG_CATALOG", "");

    assertFalse(status("").contains("iceberg"), harness::out);
    assertFalse(json().toString().contains("iceberg"), harness::out);
    assertFalse(harness.resultOnStderr().has("iceberg_published"), harness::err);
  }

  @Test
  void printedCommandPublishesMissingDates() {
    JsonObject before = json();
    assertEquals(List.of("missing", "missing"), states(before));
    assertEquals(
        List.of("publish-iceberg --from %s --to %s".formatted(yesterday, today)), commands(before));
    assertEquals(0, harness.resultOnStderr().get("iceberg_published").getAsInt());

    run(commands(before).get(0));

    JsonObject after = json();
    assertEquals(List.of("published", "published"), states(after));
    assertEquals(Map.of("published", 14), tableStates(after), "clean/rejects is empty");
    assertEquals(List.of(), commands(after));
    JsonObject result = harness.resultOnStderr();
    assertEquals(2, result.get("iceberg_published").getAsInt());
    assertEquals(2, result.get("complete").getAsInt());
  }

  @Test
  void changedPartitionsAreOutdated() {
    run("publish-iceberg --from " + yesterday);
    harness.simulate(options -> options.withAlbums(4));
    run("run --replace --date " + today);

    JsonObject status = json();

    assertEquals(List.of("published", "outdated"), states(status));
    assertEquals(Map.of("outdated", 13, "published", 1), tableStates(status));
    assertEquals(List.of("publish-iceberg --date " + today), commands(status));
    assertEquals(2, harness.resultOnStderr().get("complete").getAsInt());
  }

  @Test
  void textHasAColumnWithTheStates() {
    run("publish-iceberg --date " + yesterday);
    run("publish-iceberg --date " + today + " --tables raw/releases,raw/tracks");

    String byDate = status("");

    assertTrue(byDate.lines().anyMatch(line -> line.matches("date .* analytics +iceberg +size.*")));
    assertTrue(byDate.contains(yesterday + "  ✓ 3"), byDate);
    assertTrue(byDate.lines().anyMatch(line -> line.matches(yesterday + ".* ✓ ok +✓ ok +✓ ok .*")));
    // The empty table needs no file, so it is published with the two others.
    assertTrue(byDate.lines().anyMatch(line -> line.matches(today + ".* ! 3 of 14 .*")), byDate);
    assertTrue(
        byDate.contains(
            today
                + ": Iceberg tables lack rows of the partitions\n"
                + "    pipeline publish-iceberg --date "
                + today
                + "\n"),
        byDate);
    String byTable = status(" --tables");
    assertTrue(byTable.lines().anyMatch(line -> line.matches(" +raw/tracks +✓ ok +✓ ok .*")));
    assertTrue(
        byTable.lines().anyMatch(line -> line.matches(" +clean/albums +✓ ok +– missing .*")));
  }

  @Test
  void purgedDateIsExtraInTheIcebergTables() {
    run("publish-iceberg --from " + yesterday);
    run("purge --before " + today + " --yes");

    JsonObject status = json();

    assertEquals(List.of("extra", "published"), states(status));
    assertEquals(List.of(), commands(status));
    assertTrue(status("").contains("– extra"), harness::out);
    assertTrue(
        status(" --tables")
            .lines()
            .anyMatch(line -> line.matches(" +raw/tracks +– purged +– extra")),
        harness::out);
  }

  @Test
  void unreadablePartitionIsNotCompared() throws IOException {
    run("publish-iceberg --from " + yesterday);
    Files.writeString(
        folder.resolve("lake/raw/tracks/ds=%s/tracks.parquet".formatted(today)), "cut");

    JsonObject status = json();

    assertEquals(Map.of("none", 1, "published", 13), tableStates(status));
    assertTrue(commands(status).get(0).startsWith("extract-tracks"), status.toString());
  }

  @Test
  void eachTableOfARestCatalogIsReadOnce() {
    String warehouse = "file:" + folder.resolve("warehouse");
    try (FakeRestCatalog catalog = FakeRestCatalog.open(warehouse)) {
      harness.setVariable("ICEBERG_CATALOG", "rest:" + catalog.uri());
      harness.setVariable("ICEBERG_WAREHOUSE", warehouse);
      run("publish-iceberg --from " + yesterday);
      int before = catalog.requests().size();

      assertEquals(List.of("published", "published"), states(json()));

      assertEquals(before + 15, catalog.requests().size(), "the configuration and 14 tables");
    }
  }

  @Test
  void damagedIcebergTableIsAWarning() throws IOException {
    run("publish-iceberg --date " + today);
    Files.writeString(folder.resolve("lake/iceberg/raw/tracks/metadata/v9.metadata.json"), "{}");

    run("status");

    assertTrue(harness.err().contains("cannot read the Iceberg tables"), harness::err);
    assertTrue(harness.out().contains(today + "  ✓ 3"), harness::out);
    assertFalse(harness.out().contains("iceberg"), harness::out);
  }
}
