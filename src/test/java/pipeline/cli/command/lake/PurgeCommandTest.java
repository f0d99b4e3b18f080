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
  private PlaylistHarness desk;
  private LocalDate today;

  @BeforeEach
  void makeTwoDates() {
    desk = new PlaylistHarness(folder);
    today = LocalDate.ofInstant(desk.now(), ZoneOffset.UTC);
    for (LocalDate date : List.of(today.minusDays(1), today)) {
      assertEquals(0, desk.run("run --date " + date), desk::err);
    }
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private long partitions(LocalDate date) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("lake"))) {
      return files.filter(file -> file.endsWith("ds=" + date)).count();
    }
  }

  @Test
  void runWithoutYesOnlyPrints() throws IOException {
    assertEquals(0, desk.run("purge --before " + today));

    assertEquals(14, partitions(today.minusDays(1)));
    JsonObject result = desk.result();
    assertEquals("kept", result.get("status").getAsString());
    assertTrue(result.get("dry_run").getAsBoolean());
    assertEquals(14, result.get("objects").getAsInt());
    assertTrue(desk.err().contains("Would delete from file:"), desk::err);
    assertTrue(desk.err().contains("add --yes"), desk::err);
  }

  @Test
  void purgePrintsDeletedDatesAndAWarning() throws IOException {
    assertEquals(0, desk.run("purge --before " + today + " --yes"));

    assertEquals(0, partitions(today.minusDays(1)));
    assertEquals(14, partitions(today));
    JsonObject result = desk.result();
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
        desk.err().matches("(?s).*raw/tracks +1 +\\S+ kB  " + today.minusDays(1) + "\n.*"),
        desk::err);
    assertTrue(desk.err().matches("(?s).*\n14 objects, \\S+ kB, of 1 date\\.\n"), desk::err);
  }

  @Test
  void secondPurgeDeletesNothing() {
    desk.run("purge --before " + today + " --yes");

    assertEquals(0, desk.run("purge --before " + today + " --yes"));

    assertEquals("kept", desk.result().get("status").getAsString());
    assertEquals(0, desk.result().get("objects").getAsInt());
    assertTrue(desk.err().contains("Nothing to delete"), desk::err);
  }

  @Test
  void keepDaysCountsDatesBeforeToday() throws IOException {
    assertEquals(0, desk.run("purge --keep-days 1 --yes"));
    assertEquals(14, partitions(today.minusDays(1)));

    desk.advance(Duration.ofDays(1));
    assertEquals(0, desk.run("purge --keep-days 1 --yes"));

    assertEquals(0, partitions(today.minusDays(1)));
    assertEquals(14, partitions(today));
  }

  @Test
  void oldFilesOfStoppedRunsAreDeleted() throws IOException {
    Path left = folder.resolve("lake/work/extract-tracks/ds=" + today + "/run/000001.parquet");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "rows");
    Path draft = Files.createDirectories(folder.resolve("lake/work/tmp")).resolve("draft");
    Files.writeString(draft, "rows");

    desk.run("purge --work --yes");
    assertTrue(Files.exists(left), "a run may still go on");
    desk.advance(Duration.ofHours(3)).run("purge --work --older-than 2h");
    assertTrue(Files.exists(left), "only told");
    assertEquals(2, desk.result().get("objects").getAsInt());
    desk.run("purge --work --older-than 2h --yes");

    assertFalse(Files.exists(left));
    assertFalse(Files.exists(draft));
    assertEquals(14, partitions(today));
    assertFalse(desk.result().has("warnings"), "no date was purged");
  }

  @Test
  void missingSelectionIsAUsageError() {
    assertEquals(64, desk.run("purge"));
    assertTrue(desk.error().contains("nothing to purge is selected"));
    assertEquals(64, desk.run("purge --keep-days 1 --before 2024-01-01"));
    assertEquals(64, desk.run("purge --keep-days 0"));
    assertEquals(64, desk.run("purge --before " + today.plusDays(2)));
  }
}
