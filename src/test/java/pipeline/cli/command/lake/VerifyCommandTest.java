package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.PlaylistHarness;

/** Runs verify as a command line on a lake that the stages wrote. */
class VerifyCommandTest {
  @TempDir Path folder;
  private PlaylistHarness harness;
  private LocalDate today;

  @BeforeEach
  void publishDate() {
    harness = new PlaylistHarness(folder).simulate(options -> options.withAlbums(5));
    today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
    assertEquals(0, harness.run("run --date " + today), harness::err);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private Path file(String path) {
    return folder.resolve("lake").resolve(path.formatted(today));
  }

  private void damage(String path) throws IOException {
    byte[] bytes = Files.readAllBytes(file(path));
    Arrays.fill(bytes, 4, 40, (byte) 0);
    Files.write(file(path), bytes);
  }

  @Test
  void untouchedLakeEndsWithZero() {
    assertEquals(0, harness.run("verify --from " + today.minusDays(2)), harness::err);

    assertTrue(
        harness.out().matches("file:\\S+, .*: 1 date, 14 partitions, .* No problem was found.\n"),
        harness::out);
    JsonObject result = harness.resultOnStderr();
    assertEquals("ok", result.get("status").getAsString());
    assertEquals(14, result.get("partitions").getAsInt());
    assertEquals(0, result.get("problems").getAsInt());
    assertEquals(5, result.getAsJsonObject("rows").get("raw/releases").getAsInt());
    assertTrue(result.get("warnings").toString().contains("no partition to verify"));
  }

  @Test
  void problemEndsWith65AndNamesTheRepair() throws IOException {
    damage("clean/tracks/ds=%s/tracks.parquet");

    assertEquals(65, harness.run("verify --lake file:lake --date " + today), harness::err);

    assertTrue(harness.out().startsWith("✗ damaged   damaged Parquet file: "), harness::out);
    assertTrue(
        harness.out().contains("\n    pipeline transform --date " + today + " --lake file:lake\n"),
        harness::out);
    assertTrue(harness.out().endsWith(" 1 problem was found.\n"), harness::out);
    JsonObject result = harness.resultOnStderr();
    assertEquals("failed", result.get("status").getAsString());
    assertEquals(1, result.get("problems").getAsInt());
    assertTrue(
        result.get("error").getAsString().startsWith("1 problem was found: damaged Parquet"));
  }

  @Test
  void jsonHasTheProblemsAndTheCommands() throws IOException {
    Files.delete(file("analytics/dim_album/ds=%s/dim_album.parquet"));
    Files.writeString(file("raw/tracks/notes.txt"), "x");

    assertEquals(65, harness.run("verify --format json --date " + today), harness::err);

    JsonObject json = JsonParser.parseString(harness.out()).getAsJsonObject();
    assertEquals("100%", json.get("sample").getAsString());
    assertEquals(2, json.getAsJsonArray("findings").size());
    JsonObject first = json.getAsJsonArray("findings").get(0).getAsJsonObject();
    assertEquals("missing", first.get("state").getAsString());
    assertEquals("analytics/dim_album", first.get("table").getAsString());
    assertEquals(today.toString(), first.get("date").getAsString());
    JsonObject second = json.getAsJsonArray("findings").get(1).getAsJsonObject();
    assertEquals("unknown", second.get("state").getAsString());
    assertEquals("raw/tracks/notes.txt", second.get("key").getAsString());
    assertFalse(second.has("date"));
    assertEquals(
        "[\"load --date " + today + "\"]",
        json.getAsJsonArray("to_do").get(0).getAsJsonObject().get("commands").toString());
  }

  @Test
  void selectedLayersAndTablesAreRead() throws IOException {
    damage("raw/tracks/ds=%s/tracks.parquet");

    assertEquals(
        0, harness.run("verify --tables raw/releases,analytics --date " + today), harness::err);

    assertEquals(8, harness.resultOnStderr().get("partitions").getAsInt());
    assertEquals(65, harness.run("verify --tables raw --date " + today));
  }

  @Test
  void lakeWithoutPartitionsEndsWith66() {
    assertEquals(66, harness.run("verify --lake file:typo --date " + today));
    String error = harness.resultOnStderr().get("error").getAsString();
    assertTrue(
        error.startsWith("no partition of the selected tables for " + today + ": file:"), error);
    assertTrue(error.contains("--lake"), error);
  }

  @ParameterizedTest
  @CsvSource({
    "--sample 5, use a percentage above 0%",
    "--sample 0%, use a percentage above 0%",
    "--sample 101%, use a percentage above 0%",
    "--tables raw/trakcs, unknown table in --tables: 'raw/trakcs'",
    "'--tables raw,', unknown table in --tables: ''",
    "--sample-seed x, --sample-seed",
    "--from 2024-01-01, give either --date or --from"
  })
  void wrongOptionIsAUsageError(String options, String message) {
    assertEquals(64, harness.run("verify --date " + today + " " + options));
    String error = harness.resultOnStderr().get("error").getAsString();
    assertTrue(error.contains(message), error);
  }
}
