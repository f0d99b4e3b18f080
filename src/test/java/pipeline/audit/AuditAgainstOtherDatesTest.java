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
  private PipelineHarness world;

  @BeforeEach
  void open() {
    world = new PipelineHarness(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Advances the clock by a day, and runs the stages before load for the next date. */
  private LocalDate nextDate(LocalDate before) {
    world.clock.advance(Duration.ofDays(1));
    LocalDate ds = before.plusDays(1);
    world.releases(ds);
    world.tracks(ds);
    world.transform(ds);
    return ds;
  }

  /** Prepares nine dates with the same listing, and loads all but the last. */
  private LocalDate staleDate() {
    world.fixListing().runAllStages(TODAY);
    LocalDate ds = TODAY;
    for (int day = 1; day <= 8; day++) {
      ds = nextDate(ds);
    }
    return ds;
  }

  @Test
  void staleListingIsAWarningThatIsNotStored() {
    LocalDate stale = staleDate();
    assertEquals(List.of(STALE), world.load(stale).warnings());
    Map<String, String> beside = world.digests("analytics/");
    for (PartitionEntry row : world.rows(PartitionEntry.TABLE, stale)) {
      assertTrue(row.audit() == null || row.audit().equals("ok"), row.toString());
    }
    world.delete("raw/releases/ds=" + TODAY);
    world.delete("analytics/");
    world.load(stale);
    beside.keySet().removeIf(path -> path.contains(TODAY.toString()));
    assertEquals(beside, world.digests("analytics/"));
  }

  @Test
  void forbiddenAnomalyPublishesNothing() {
    LocalDate stale = staleDate();
    Map<String, String> before = world.digests("");
    StageException failed =
        assertThrows(
            StageException.class,
            () -> world.load(stale, EnumSet.of(ListingAnomaly.GAP, ListingAnomaly.STALE)));
    assertEquals(StageFailureReason.AUDIT_FAILED, failed.reason());
    String message = Objects.toString(failed.getMessage());
    assertTrue(message.contains(STALE) && message.contains("without --fail-on"), message);
    assertEquals(before, world.digests(""));
    assertTrue(
        world.load(stale, Set.of(ListingAnomaly.SHRUNKEN)).changed(), "another doubt is forbidden");
  }

  @Test
  void shrunkenListingAndGapAreNamed() {
    LocalDate ds = TODAY;
    world.runAllStages(ds);
    ds = nextDate(ds);
    ds = nextDate(ds);
    world.clock.advance(Duration.ofDays(1));
    ds = ds.plusDays(1);
    world.albums(5);
    ds = nextDate(ds);
    assertEquals(
        List.of(
            "shrunken: 5 albums, but the median of the 3 dates before is 24",
            "gap: 1 of the dates since 2026-11-20 have no listing (such as 2026-11-23)"),
        world.load(ds).warnings());
  }

  @Test
  void unreadableOtherDatesDoNotPreventPublication() throws IOException {
    world.fixListing().runAllStages(TODAY);
    LocalDate cut = nextDate(TODAY);
    LocalDate spoilt = nextDate(cut);
    LocalDate last = nextDate(spoilt);
    Path whole = folder.resolve(RawRelease.TABLE.key(cut));
    Files.write(whole, new byte[7]);
    damagePages(folder.resolve(RawRelease.TABLE.key(spoilt)));
    List<String> warnings = new ArrayList<>(world.load(last).warnings());
    assertEquals(
        List.of("gap: 1 of the dates since 2026-11-20 have no listing (such as 2026-11-21)"),
        warnings);
    assertFalse(world.load(last).changed());
  }

  private static void damagePages(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4; i < 200; i++) {
      bytes[i] = 0;
    }
    Files.write(file, bytes);
  }
}
