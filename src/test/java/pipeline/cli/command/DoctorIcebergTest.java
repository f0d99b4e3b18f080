package pipeline.cli.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.iceberg.FakeRestCatalog;
import pipeline.testing.PlaylistHarness;

/** Checks what doctor reports on the catalog of the Iceberg tables. */
class DoctorIcebergTest {
  private static final String COMMIT = "POST /v1/transactions/commit";

  @TempDir Path folder;
  private PlaylistHarness harness;

  @BeforeEach
  void open() {
    harness = new PlaylistHarness(folder).simulate(options -> options.withAlbums(3));
    harness.setVariable("ICEBERG_CATALOG", "folder");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private void publish() {
    LocalDate today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
    for (String command : new String[] {"run", "publish-iceberg"}) {
      assertEquals(0, harness.run(command + " --date " + today), harness::err);
    }
  }

  private void use(FakeRestCatalog catalog) {
    harness.setVariable("ICEBERG_CATALOG", "rest:" + catalog.uri());
    harness.setVariable("ICEBERG_WAREHOUSE", "file:" + folder.resolve("warehouse"));
  }

  private FakeRestCatalog catalog(String... refused) {
    return new FakeRestCatalog(
        "file:" + folder.resolve("warehouse"),
        null,
        request -> !List.of(refused).contains(request.line()),
        true);
  }

  private Optional<JsonObject> find() {
    harness.run("doctor --format json");
    for (JsonElement check :
        JsonParser.parseString(harness.out()).getAsJsonObject().getAsJsonArray("checks")) {
      if (check.getAsJsonObject().get("check").getAsString().equals("Iceberg")) {
        return Optional.of(check.getAsJsonObject());
      }
    }
    return Optional.empty();
  }

  private void assertCheck(String level, String what) {
    JsonObject check = find().orElseThrow();
    assertEquals(level, check.get("level").getAsString(), check::toString);
    assertTrue(check.get("what").getAsString().contains(what), check::toString);
  }

  private int exitCode() {
    return harness.resultOnStderr().get("exit_code").getAsInt();
  }

  /** Returns the content of all files of the Iceberg tables. */
  private Map<Path, String> files() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder.resolve("lake/iceberg"))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readString(file, ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void unsetCatalogIsNotChecked() {
    harness.setVariable("ICEBERG_CATALOG", "");

    assertEquals(Optional.empty(), find());
  }

  @Test
  void catalogWithoutTablesIsChecked() {
    assertCheck("ok", "folder has 0 of 14 tables; changes can be committed");

    assertEquals(0, exitCode(), harness::err);
    assertFalse(Files.exists(folder.resolve("lake/iceberg")), "a file was left");
    assertFalse(Files.exists(folder.resolve("lake/work/doctor")), "the test file was left");
  }

  @Test
  void warehouseOutsideTheLakeIsChecked() {
    harness.setVariable("ICEBERG_WAREHOUSE", "file:tables");

    assertCheck("ok", "folder has 0 of 14 tables; changes can be committed");
    assertFalse(Files.exists(folder.resolve("tables/doctor")), "the test file was left");

    publish();
    assertCheck("ok", "folder has 14 of 14 tables; changes can be committed");
  }

  @Test
  void checkChangesNoTable() throws IOException {
    publish();
    Map<Path, String> before = files();

    assertCheck("ok", "folder has 14 of 14 tables; changes can be committed");

    assertEquals(before, files());
  }

  @Test
  void invalidCatalogFails() {
    harness.setVariable("ICEBERG_CATALOG", "glue");

    assertCheck("fail", "invalid setting: ICEBERG_CATALOG");
    assertEquals(78, exitCode());
  }

  @Test
  void invalidWarehouseIsNamed() {
    harness.setVariable("ICEBERG_WAREHOUSE", "/some/folder");

    assertCheck("fail", "invalid location of Iceberg tables \"/some/folder\": it must begin");
    assertEquals(78, exitCode());
    assertTrue(harness.out().contains("ICEBERG_WAREHOUSE"), harness::out);
    assertFalse(harness.out().contains("LAKE"), harness::out);
  }

  @Test
  void missingManifestListFails() throws IOException {
    publish();
    try (Stream<Path> metadata = Files.list(folder.resolve("lake/iceberg/clean/tracks/metadata"))) {
      for (Path list : metadata.filter(file -> file.toString().contains("/snap-")).toList()) {
        Files.delete(list);
      }
    }

    assertCheck("fail", "damaged Iceberg table: file://" + folder + "/lake/iceberg (");
    assertEquals(65, exitCode());
  }

  @Test
  void restCatalogIsCheckedWithoutAChange() {
    try (FakeRestCatalog catalog = catalog()) {
      use(catalog);
      assertCheck("ok", "has 0 of 14 tables; the permission to commit changes was not checked");
      publish();
      long before = commits(catalog);

      assertCheck("ok", catalog.uri() + " has 14 of 14 tables; changes can be committed");

      assertEquals(before + 1, commits(catalog));
      LocalDate today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
      assertEquals(0, harness.run("publish-iceberg --date " + today), harness::err);
      assertFalse(harness.result().get("changed").getAsBoolean());
    }
  }

  private static long commits(FakeRestCatalog catalog) {
    return catalog.requests().stream().filter(request -> request.line().equals(COMMIT)).count();
  }

  @Test
  void refusedCredentialsFail() {
    try (FakeRestCatalog catalog = catalog("GET /v1/config")) {
      use(catalog);

      assertCheck("fail", "access refused by the Iceberg catalog: rest:" + catalog.uri());
      assertEquals(77, exitCode());
    }
  }

  @Test
  void missingRightToCommitFails() {
    try (FakeRestCatalog catalog = catalog(COMMIT)) {
      use(catalog);
      // Creates tables without rows.
      LocalDate today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
      assertEquals(0, harness.run("run --date " + today), harness::err);
      assertEquals(77, harness.run("publish-iceberg --date " + today), harness::err);

      assertCheck("fail", "access refused by the Iceberg catalog: rest:" + catalog.uri());
      assertEquals(77, exitCode());
    }
  }
}
