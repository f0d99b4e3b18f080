package pipeline.cli.command.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.PlaylistHarness;

/** Runs purge as a command line on a lake of two dates. */
class PurgeCommandTest {
  @TempDir Path folder;
  private PlaylistHarness harness;
  private LocalDate today;

  @BeforeEach
  void makeTwoDates() {
    harness = new PlaylistHarness(folder);
    today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
    for (LocalDate date : List.of(today.minusDays(1), today)) {
      assertEquals(0, harness.run("run --date " + date), harness::err);
    }
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private long partitions(LocalDate date) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("lake"))) {
      return files.filter(file -> file.endsWith("ds=" + date)).count();
    }
  }

  @Test
  void runWithoutYesOnlyPrints() throws IOException {
    assertEquals(0, harness.run("purge --before " + today));

    assertEquals(14, partitions(today.minusDays(1)));
    JsonObject result = harness.result();
    assertEquals("kept", result.get("status").getAsString());
    assertTrue(result.get("dry_run").getAsBoolean());
    assertEquals(14, result.get("objects").getAsInt());
    assertTrue(harness.err().contains("Would delete from file:"), harness::err);
    assertTrue(harness.err().contains("add --yes"), harness::err);
  }

  @Test
  void purgePrintsDeletedDatesAndAWarning() throws IOException {
    assertEquals(0, harness.run("purge --before " + today + " --yes"));

    assertEquals(0, partitions(today.minusDays(1)));
    assertEquals(14, partitions(today));
    JsonObject result = harness.result();
    assertEquals("ok", result.get("status").getAsString());
    assertFalse(result.get("dry_run").getAsBoolean());
    assertEquals(1, result.get("dates").getAsInt());
    assertEquals(14, result.get("objects").getAsInt());
    JsonObject tracks = result.getAsJsonObject("purged").getAsJsonObject("raw/tracks");
    assertEquals(1, tracks.get("objects").getAsInt());
    assertTrue(tracks.get("bytes").getAsLong() > 1000);
    assertEquals("[\"" + today.minusDays(1) + "\"]", tracks.get("dates").toString());
    assertTrue(result.get("warnings").toString().contains("Do not run purged dates again"));
    assertTrue(
        harness.err().matches("(?s).*raw/tracks +1 +\\S+ kB  " + today.minusDays(1) + "\n.*"),
        harness::err);
    assertTrue(harness.err().matches("(?s).*\n14 objects, \\S+ kB, of 1 date\\.\n"), harness::err);
  }

  @Test
  void secondPurgeDeletesNothing() {
    harness.run("purge --before " + today + " --yes");

    assertEquals(0, harness.run("purge --before " + today + " --yes"));

    assertEquals("kept", harness.result().get("status").getAsString());
    assertEquals(0, harness.result().get("objects").getAsInt());
    assertTrue(harness.err().contains("Nothing to delete"), harness::err);
  }

  @Test
  void keepDaysCountsDatesBeforeToday() throws IOException {
    assertEquals(0, harness.run("purge --keep-days 1 --yes"));
    assertEquals(14, partitions(today.minusDays(1)));

    harness.advance(Duration.ofDays(1));
    assertEquals(0, harness.run("purge --keep-days 1 --yes"));

    assertEquals(0, partitions(today.minusDays(1)));
    assertEquals(14, partitions(today));
  }

  @Test
  void oldFilesOfStoppedRunsAreDeleted() throws IOException {
    Path checkpoint =
        folder.resolve("lake/work/extract-tracks/ds=" + today + "/run/000001.parquet");
    Files.createDirectories(checkpoint.getParent());
    Files.writeString(checkpoint, "rows");
    Path stagingFile = Files.createDirectories(folder.resolve("lake/work/tmp")).resolve("staging");
    Files.writeString(stagingFile, "rows");

    harness.run("purge --work --yes");
    assertTrue(Files.exists(checkpoint), "deleted although a run may still use it");
    harness.advance(Duration.ofHours(3)).run("purge --work --older-than 2h");
    assertTrue(Files.exists(checkpoint), "deleted without --yes");
    assertEquals(2, harness.result().get("objects").getAsInt());
    harness.run("purge --work --older-than 2h --yes");

    assertFalse(Files.exists(checkpoint));
    assertFalse(Files.exists(stagingFile));
    assertEquals(14, partitions(today));
    assertFalse(harness.result().has("warnings"), "no date was purged");
    assertTrue(harness.err().endsWith("\n2 objects, 8 B.\n"), harness::err);
  }

  @Test
  void missingSelectionIsAUsageError() {
    assertEquals(64, harness.run("purge"));
    assertTrue(harness.error().contains("nothing to purge is selected"));
    assertEquals(64, harness.run("purge --keep-days 1 --before 2024-01-01"));
    assertEquals(64, harness.run("purge --keep-days 0"));
    assertEquals(64, harness.run("purge --before " + today.plusDays(2)));
  }
}
