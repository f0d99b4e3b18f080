package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pipeline.iceberg.FakeRestCatalog;
import pipeline.iceberg.FakeRestCatalog.CatalogRequest;

/** Checks that purge changes Iceberg tables only on request. */
class IcebergPurgeTest extends IcebergDatesFixture {
  private void publish() {
    run("publish-iceberg --from " + yesterday + " --to " + today);
  }

  /** Returns the sizes of all files in a folder of the lake. */
  private Map<String, Long> files(String path) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("lake").resolve(path))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(file.toString(), Files.size(file));
      }
    }
    return sizes;
  }

  /** Returns the state of the Iceberg tables of yesterday. */
  private String state() {
    run("status --format json --from " + yesterday + " --to " + yesterday);
    return JsonParser.parseString(harness.out())
        .getAsJsonObject()
        .getAsJsonArray("dates")
        .get(0)
        .getAsJsonObject()
        .get("iceberg")
        .getAsString();
  }

  private JsonObject purge(String options) {
    run("purge --before " + today + options);
    return harness.result();
  }

  @Test
  void purgeLeavesTheIcebergTablesAlone() throws IOException {
    publish();
    Map<String, Long> before = files("iceberg");

    purge(" --yes");
    run("purge --work --older-than 0s --yes");

    assertEquals(before, files("iceberg"));
    assertEquals("extra", state());
  }

  @Test
  void purgeLeavesAnotherWarehouseInTheLakeAlone() throws IOException {
    // The folders of these tables are next to those of the partitions.
    harness.setVariable("ICEBERG_WAREHOUSE", "file:lake");
    publish();
    Map<String, Long> before = files("analytics/fact_release/data");
    assertEquals(2, before.size());

    purge(" --yes");
    run("purge --work --older-than 0s --yes");

    assertEquals(before, files("analytics/fact_release/data"));
    assertEquals("extra", state());
  }

  @Test
  void runWithoutYesChangesNothing() throws IOException {
    publish();
    Map<String, Long> before = files("");

    JsonObject result = purge(" --iceberg");

    assertEquals(before, files(""));
    assertEquals("kept", result.get("status").getAsString());
    assertEquals(
        "{\"tables\":13,\"dates\":[\"" + yesterday + "\"]}", result.get("iceberg").toString());
    assertTrue(
        harness.err().contains("Would remove from 13 Iceberg tables: " + yesterday + "\n"),
        harness::err);
  }

  @Test
  void purgedDatesAreRemovedOnRequest() {
    publish();

    JsonObject result = purge(" --iceberg --yes");

    assertEquals(13, result.getAsJsonObject("iceberg").get("tables").getAsInt());
    assertEquals(14, result.get("objects").getAsInt());
    assertEquals("none", state());
    run("publish-iceberg --date " + today);
    assertFalse(harness.result().get("changed").getAsBoolean(), "today was removed");
  }

  @Test
  void rerunRemovesWhatAnEarlierPurgeLeft() {
    publish();
    purge(" --yes");

    JsonObject first = purge(" --iceberg --yes");
    JsonObject second = purge(" --iceberg --yes");

    assertEquals("ok", first.get("status").getAsString());
    assertEquals(13, first.getAsJsonObject("iceberg").get("tables").getAsInt());
    assertEquals("kept", second.get("status").getAsString());
    assertEquals("{\"tables\":0,\"dates\":[]}", second.get("iceberg").toString());
    assertEquals("none", state());
  }

  @Test
  void failureBeforeTheRemovalLeavesThePartitions() throws IOException {
    publish();
    Path damaged = folder.resolve("lake/iceberg/clean/albums/metadata/v9.metadata.json");
    Files.writeString(damaged, "{}");

    assertEquals(78, harness.run("purge --before " + today + " --iceberg --yes"), harness::err);

    assertEquals(28, partitions());
    Files.delete(damaged);
    int tables = purge(" --iceberg --yes").getAsJsonObject("iceberg").get("tables").getAsInt();
    assertEquals(13, tables);
    assertEquals("none", state());
    assertEquals(14, partitions());
  }

  @Test
  void restCatalogRemovesTheDatesTogether() {
    String warehouse = "file:" + folder.resolve("warehouse");
    try (FakeRestCatalog catalog = FakeRestCatalog.open(warehouse)) {
      harness.setVariable("ICEBERG_CATALOG", "rest:" + catalog.uri());
      harness.setVariable("ICEBERG_WAREHOUSE", warehouse);
      publish();
      int before = catalog.requests().size();

      JsonObject result = purge(" --iceberg --yes");

      assertEquals(13, result.getAsJsonObject("iceberg").get("tables").getAsInt());
      assertEquals(
          List.of("POST /v1/transactions/commit"),
          catalog.requests().stream()
              .skip(before)
              .map(CatalogRequest::line)
              .filter(line -> line.startsWith("POST"))
              .toList());
      assertEquals("none", state());
    }
  }

  private int partitions() throws IOException {
    return files("raw").size() + files("clean").size() + files("analytics").size();
  }

  @Test
  void datesAreRequired() {
    assertEquals(64, harness.run("purge --work --iceberg"));
    assertTrue(harness.error().contains("no dates for --iceberg"), harness::err);
  }
}
