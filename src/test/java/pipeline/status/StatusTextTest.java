package pipeline.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.purge.WorkFileScanner;
import pipeline.simulator.options.QuotaMode;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.quota.FamilyUsage;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.stage.DateRanges.DateRange;
import pipeline.tables.stage.PurgeMarker;
import pipeline.testing.PipelineHarness;
import pipeline.testing.golden.GoldenFile;

/**
 * Checks the text and the JSON of status for two weeks, in which each date has a different problem.
 */
class StatusTextTest {
  private static final Pattern DS = Pattern.compile("ds=(\\d{4}-\\d{2}-\\d{2})");

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final ReleaseConfig SEARCH =
      new ReleaseConfig(SourcePolicy.SEARCH, LateDatePolicy.SEARCH, false, null, 4, List.of());

  @TempDir static Path folder;
  private static PipelineHarness harness;
  private static LakeStatus status;

  @BeforeAll
  static void publishTwoWeeks() throws IOException {
    harness = new PipelineHarness(folder).setAlbums(4);
    setDate(11).runAllStages(day(11));
    setDate(12).runAllStages(day(12)).setAlbums(5).extractReleases(day(12));
    setDate(13).extractReleases(day(13));
    harness.extractTracks(day(13));
    setDate(14)
        .runAllStages(day(14))
        .rewriteRows(DimTrack.TABLE, day(14), rows -> rows.subList(1, rows.size()));
    setDate(15)
        .runAllStages(day(15))
        .lake()
        .store()
        .put(RawTrack.TABLE.key(day(15)), "cut".getBytes(UTF_8));
    setDate(16).setApp(QuotaMode.DEVELOPMENT).extractReleases(day(16), SEARCH);
    String album = harness.rows(RawRelease.TABLE, day(16)).get(3).albumId();
    harness
        .setFaults("null-item:path=/v1/albums/" + album)
        .extractTracks(day(16), PipelineHarness.TRACKS, true);
    harness.transform(day(16));
    harness.load(day(16));
    setDate(17)
        .setFaults()
        .setApp(QuotaMode.EXTENDED)
        .runAllStages(day(17))
        .delete("clean/rejects/ds=2026-11-17");
    setDate(18).runAllStages(day(18)).delete("analytics/fact_release/ds=2026-11-18");
    setDate(19).runAllStages(day(19));
    setDate(20).runAllStages(day(8));
    PurgeMarker.recordPurgedBefore(harness.lake(), day(8));
    writeWorkFile("work/extract-tracks/ds=2026-11-20/run/000001.parquet", Duration.ofMinutes(1));
    writeWorkFile("work/extract-tracks/ds=2026-11-13/run/000001.parquet", Duration.ofDays(7));
    writeWorkFile("work/tmp/tracks-1.parquet", Duration.ofDays(3));
    setPartitionTimesToNoon();
    List<DateStatus> dates =
        new StatusScanner(harness.lake(), NOW).scan(new DateRange(day(7), day(20)));
    status =
        new LakeStatus(
            "LAKE",
            "simulated",
            new DateRange(day(7), day(20)),
            NOW,
            dates,
            RepairStep.from(dates, ""),
            new WorkFileScanner(harness.lake(), WorkFileScanner.DEFAULT_RETENTION).list(),
            List.of(
                new FamilyUsage(
                    EndpointFamily.ALBUMS, 600, 600, Instant.parse("2026-11-21T09:05:00Z")),
                new FamilyUsage(
                    EndpointFamily.SEARCH, 12, null, Instant.parse("2026-11-21T09:05:00Z"))),
            "purge --work --yes");
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2026, 11, day);
  }

  private static PipelineHarness setDate(int day) {
    harness.clock.set(day(day) + "T12:00:00Z");
    return harness;
  }

  private static void writeWorkFile(String key, Duration age) throws IOException {
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "rows");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  /**
   * Sets the modification time of each partition to noon of its date. Files in work/ stay
   * unchanged.
   */
  private static void setPartitionTimesToNoon() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher ds = DS.matcher(file.toString());
        if (ds.find() && !file.startsWith(folder.resolve("work"))) {
          LocalDate date = LocalDate.parse(ds.group(1));
          Files.setLastModifiedTime(file, FileTime.from(Instant.parse(date + "T12:00:00Z")));
        }
      }
    }
  }

  @Test
  void tableHasOneRowPerDate() throws IOException {
    String text = new StatusText(status, 100).byDate();

    text.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    GoldenFile.assertEqualsFile("status/calendar.txt", withoutSizes(text));
  }

  @Test
  void tableHasOneRowPerPartition() throws IOException {
    String text = new StatusText(status, 100).byTable();

    text.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    GoldenFile.assertEqualsFile("status/tables.txt", withoutSizes(text));
  }

  /** The sizes of files depend on the lengths of run IDs and commit IDs. */
  private static String withoutSizes(String text) {
    return text.replaceAll("[ \\d.]{3} kB", "### kB");
  }

  @Test
  void jsonHasTheContentOfTheText() {
    JsonObject json = JsonParser.parseString(StatusJson.format(status)).getAsJsonObject();

    assertEquals("2026-11-07", json.get("from").getAsString());
    JsonArray dates = json.getAsJsonArray("dates");
    assertEquals(14, dates.size());
    for (JsonElement date : dates) {
      assertEquals(14, date.getAsJsonObject().getAsJsonArray("tables").size());
    }
    JsonObject tracks = table(dates.get(9), 1);
    assertEquals("raw/tracks", tracks.get("table").getAsString());
    assertEquals("ok", tracks.get("state").getAsString());
    assertTrue(tracks.get("partial").getAsBoolean());
    assertEquals("search_new", tracks.get("source").getAsString());
    assertEquals(4 * 86_400, tracks.get("age_seconds").getAsLong());
    assertEquals("purged", table(dates.get(0), 0).get("state").getAsString());
    assertEquals("not yet", table(dates.get(13), 0).get("state").getAsString());
    assertEquals(status.repairSteps().size(), json.getAsJsonArray("to_do").size());
    assertEquals(
        "{\"from\":\"2026-11-09\",\"to\":\"2026-11-10\",\"why\":\"no partition exists; a historical"
            + " search finds only a sample of the albums\",\"commands\":[\"backfill --from"
            + " 2026-11-09 --to 2026-11-10\"]}",
        json.getAsJsonArray("to_do").get(0).toString());
    assertEquals(3, json.getAsJsonArray("work").size());
  }

  private static JsonObject table(JsonElement date, int table) {
    return date.getAsJsonObject().getAsJsonArray("tables").get(table).getAsJsonObject();
  }
}
