package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.PlaylistHarness;

/** Runs export as a command line on a lake that the stages wrote. */
class ExportCommandTest {
  @TempDir Path folder;
  private PlaylistHarness harness;
  private LocalDate today;
  private LocalDate yesterday;

  @BeforeEach
  void publishTwoDates() {
    harness = new PlaylistHarness(folder).simulate(options -> options.withAlbums(12));
    today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
    yesterday = today.minusDays(1);
    run("run --date " + yesterday);
    run("run --date " + today);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private void run(String line) {
    assertEquals(0, harness.run(line), () -> harness.err());
  }

  private void assertRefused(int code, String line, String message) {
    assertEquals(code, harness.run(line), () -> harness.err());
    assertEquals("", harness.out());
    String error = harness.resultOnStderr().get("error").getAsString();
    assertTrue(error.contains(message), error);
  }

  private Path file(String table, LocalDate ds) {
    String name = table.substring(table.indexOf('/') + 1);
    return folder.resolve("lake/" + table + "/ds=" + ds + "/" + name + ".parquet");
  }

  private static List<JsonObject> rows(String lines) {
    return lines.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  @Test
  void oneCommandExportsTheSevenAlbumColumns() throws IOException {
    run(
        "export clean/album_artists --date "
            + today
            + " --columns album_id..artist_spotify_url --output album_details.csv");
    String csv = Files.readString(folder.resolve("album_details.csv"));
    String head =
        "album_id,album_name,release_date,album_spotify_url,artist_id,artist_name,artist_spotify_url\r\n";
    assertTrue(csv.startsWith(head), csv);
    assertTrue(csv.endsWith("\r\n"));
    JsonObject result = harness.result();
    assertTrue(result.get("changed").getAsBoolean());
    run("export clean/album_artists --format jsonl --date " + today);
    assertEquals(
        rows(harness.out()).size(),
        result.getAsJsonObject("rows").get("clean/album_artists").getAsLong());
  }

  @Test
  void rowsGoToStdoutAndTheResultToStderr() {
    run("export analytics/dim_artist --columns artist_id,ds --date " + today);
    List<String> lines = harness.out().lines().toList();
    assertEquals("artist_id,ds", lines.get(0));
    assertTrue(lines.get(1).matches("[0-9A-Za-z]{22}," + today), lines.get(1));
    assertEquals("export", harness.resultOnStderr().get("command").getAsString());
    assertEquals(
        lines.size() - 1,
        harness.resultOnStderr().getAsJsonObject("rows").get("analytics/dim_artist").getAsInt());
  }

  @Test
  void columnsComeInTheSelectedOrder() {
    run(
        "export clean/albums --format jsonl --columns ds,release_day,total_tracks,album_id --date "
            + today);
    JsonObject row = rows(harness.out()).get(0);
    assertEquals(
        List.of("ds", "release_day", "total_tracks", "album_id"), List.copyOf(row.keySet()));
    assertTrue(row.get("release_day").getAsString().matches("\\d{4}-\\d{2}-\\d{2}"));
    assertTrue(row.get("total_tracks").getAsJsonPrimitive().isNumber());
  }

  @Test
  void listsAreJsonInCsv() {
    String columns = " --columns album_id,artists --date " + today;
    run("export raw/releases --format jsonl" + columns);
    JsonArray artists = rows(harness.out()).get(0).getAsJsonArray("artists");
    assertTrue(artists.get(0).getAsJsonObject().has("name"));
    run("export raw/releases" + columns);
    String cell = harness.out().lines().toList().get(1).split(",", 2)[1];
    String json = cell.substring(1, cell.length() - 1).replace("\"\"", "\"");
    assertEquals(artists, JsonParser.parseString(json));
  }

  @Test
  void exportOfARangeIsInDateOrderAndReportsMissingDates() {
    run("export raw/releases --columns ds,album_id --from " + yesterday.minusDays(3));
    List<String> dates =
        harness.out().lines().skip(1).map(line -> line.substring(0, 10)).distinct().toList();
    assertEquals(List.of(yesterday.toString(), today.toString()), dates);
    assertEquals(
        "no partition for 3 dates, such as " + yesterday.minusDays(3),
        harness.resultOnStderr().getAsJsonArray("warnings").get(0).getAsString());
    run("export raw/releases --columns ds,album_id --from " + yesterday + " --to " + today);
    assertFalse(harness.resultOnStderr().has("warnings"));
  }

  @Test
  void emptyPartitionGivesOnlyAHeader() {
    run("export clean/rejects --columns reason,row_key --date " + today);
    assertEquals("reason,row_key\r\n", harness.out());
  }

  @Test
  void missingPartitionNamesTheStageToRun() {
    LocalDate before = yesterday.minusDays(30);
    assertRefused(66, "export clean/tracks --date " + before, "run transform --date " + before);
    assertRefused(66, "export raw/tracks --from " + before + " --to " + before, "extract-tracks");
  }

  @Test
  void unauditedPartitionIsRefusedByDefault() throws IOException {
    harness.simulate(options -> options.withAlbums(6));
    for (String stage : List.of("extract-releases", "extract-tracks", "transform")) {
      run(stage + " --date " + today);
    }
    assertRefused(66, "export clean/tracks --date " + today, "rerun load --date " + today);
    run("export analytics/dim_track --date " + today);
    run("export clean/tracks --unaudited --date " + today);
    Files.delete(file("analytics/partitions", today));
    assertRefused(66, "export clean/albums --date " + today, "run load --date " + today);
    run("export raw/releases --date " + today);
  }

  @Test
  void brokenLinkIsNotReplaced() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("out.csv"), folder.resolve("missing"));
    assertEquals(64, harness.run("export raw/tracks --output out.csv --date " + today));
    assertTrue(harness.error().contains("--output: broken link: " + link), harness::error);
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void failedExportLeavesTheOldFile() throws IOException {
    Path out = Files.writeString(folder.resolve("out.csv"), "before");
    byte[] bytes = Files.readAllBytes(file("raw/tracks", today));
    Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0);
    Files.write(file("raw/tracks", today), bytes);
    assertEquals(65, harness.run("export raw/tracks --output out.csv --from " + yesterday));
    assertEquals("before", Files.readString(out));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.filter(file -> file.toString().contains("out.csv")).count());
    }
  }
}
