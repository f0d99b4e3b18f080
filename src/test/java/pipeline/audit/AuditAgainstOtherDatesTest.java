package pipeline.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.testing.PipelineHarness;

/**
 * Checks the warnings of load about a date's listing compared with earlier dates. Warnings are not
 * stored, and fail the stage only on request.
 */
class AuditAgainstOtherDatesTest {
  private static final String STALE =
      "stale: the same albums have been listed since " + TODAY + ", for 8 days";

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** Advances the clock by a day, and runs the stages before load for the next date. */
  private LocalDate prepareNextDate(LocalDate before) {
    harness.clock.advance(Duration.ofDays(1));
    LocalDate ds = before.plusDays(1);
    harness.extractReleases(ds);
    harness.extractTracks(ds);
    harness.transform(ds);
    return ds;
  }

  /** Prepares nine dates with the same listing, and loads all but the last. */
  private LocalDate prepareStaleDate() {
    harness.fixListingDate().runAllStages(TODAY);
    LocalDate ds = TODAY;
    for (int day = 1; day <= 8; day++) {
      ds = prepareNextDate(ds);
    }
    return ds;
  }

  @Test
  void staleListingIsAWarningThatIsNotStored() {
    LocalDate stale = prepareStaleDate();
    assertEquals(List.of(STALE), harness.load(stale).warnings());
    Map<String, String> expected = harness.digests("analytics/");
    for (PartitionEntry row : harness.rows(PartitionEntry.TABLE, stale)) {
      assertTrue(row.audit() == null || row.audit().equals("ok"), row.toString());
    }
    harness.delete("raw/releases/ds=" + TODAY);
    harness.delete("analytics/");
    harness.load(stale);
    expected.keySet().removeIf(path -> path.contains(TODAY.toString()));
    assertEquals(expected, harness.digests("analytics/"));
  }

  @Test
  void forbiddenAnomalyPublishesNothing() {
    LocalDate stale = prepareStaleDate();
    Map<String, String> before = harness.digests("");
    StageException failed =
        assertThrows(
            StageException.class,
            () -> harness.load(stale, EnumSet.of(ListingAnomaly.GAP, ListingAnomaly.STALE)));
    assertEquals(StageFailureReason.AUDIT_FAILED, failed.reason());
    String message = Objects.toString(failed.getMessage());
    assertTrue(message.contains(STALE) && message.contains("without --fail-on"), message);
    assertEquals(before, harness.digests(""));
    assertTrue(
        harness.load(stale, Set.of(ListingAnomaly.SHRUNKEN)).changed(),
        "only shrunken listings are forbidden");
  }

  @Test
  void shrunkenListingAndGapAreNamed() {
    LocalDate ds = TODAY;
    harness.runAllStages(ds);
    ds = prepareNextDate(ds);
    ds = prepareNextDate(ds);
    harness.clock.advance(Duration.ofDays(1));
    ds = ds.plusDays(1);
    harness.setAlbums(5);
    ds = prepareNextDate(ds);
    assertEquals(
        List.of(
            "shrunken: 5 albums, but the median of 3 earlier listings is 24 albums",
            "gap: 1 of the dates since 2026-11-20 have no listing (such as 2026-11-23)"),
        harness.load(ds).warnings());
  }

  @Test
  void unreadableOtherDatesDoNotPreventPublication() throws IOException {
    harness.fixListingDate().runAllStages(TODAY);
    LocalDate truncated = prepareNextDate(TODAY);
    LocalDate damaged = prepareNextDate(truncated);
    LocalDate last = prepareNextDate(damaged);
    Files.write(folder.resolve(RawRelease.TABLE.key(truncated)), new byte[7]);
    damagePages(folder.resolve(RawRelease.TABLE.key(damaged)));
    List<String> warnings = new ArrayList<>(harness.load(last).warnings());
    assertEquals(
        List.of("gap: 1 of the dates since 2026-11-20 have no listing (such as 2026-11-21)"),
        warnings);
    assertFalse(harness.load(last).changed());
  }

  private static void damagePages(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4; i < 200; i++) {
      bytes[i] = 0;
    }
    Files.write(file, bytes);
  }
}
