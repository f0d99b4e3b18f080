package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.PipelineHarness;

/** Checks that time and time zone of a run change no byte, except in columns with a time. */
class ClockIndependenceTest {
  /** The date on which daylight saving time ends in Los Angeles. */
  private static final LocalDate END_OF_DAYLIGHT_SAVING = LocalDate.of(2026, 11, 1);

  @TempDir Path folder;

  /**
   * Runs the stages, and returns the digests of clean and analytics tables, except partitions,
   * which records the observation time.
   *
   * @param instants the time of extraction and, if different, of transform and load
   */
  private Map<String, String> runStages(LocalDate ds, String... instants) {
    Path lake = folder.resolve(ds + instants[0].replace(':', '-'));
    try (PipelineHarness harness = new PipelineHarness(lake).setListingDate(ds)) {
      harness.clock.set(instants[0]);
      harness.extractReleases(ds);
      harness.extractTracks(ds);
      if (instants.length > 1) {
        harness.clock.set(instants[1]);
      }
      harness.transform(ds);
      harness.load(ds);
      Map<String, String> digests = harness.digests("");
      digests.keySet().removeIf(path -> path.startsWith("raw") || path.contains("/partitions/"));
      return digests;
    }
  }

  @Test
  void midnightMayPassBetweenStages() {
    Map<String, String> atNoon = runStages(TODAY, TODAY + "T12:00:00Z");
    assertEquals(11, atNoon.size());
    assertEquals(
        atNoon, runStages(TODAY, TODAY + "T23:59:59.9Z", TODAY.plusDays(1) + "T00:00:00Z"));
    assertEquals(atNoon, runStages(TODAY, TODAY + "T00:00:00Z"));
    assertEquals(
        atNoon, runStages(TODAY, TODAY.plusDays(2) + "T23:59:00Z"), "the last current minute");
  }

  @ParameterizedTest
  @CsvSource({
    "America/Los_Angeles, 2026-11-01T08:59:59.9Z",
    "America/Los_Angeles, 2026-11-01T09:30:00Z",
    "Europe/Berlin, 2026-11-01T00:59:59.9Z",
    "Pacific/Kiritimati, 2026-11-01T10:00:00Z",
    "Asia/Kolkata, 2026-11-01T18:30:00Z"
  })
  void clocksMayBeSetBackOrShowAnotherDay(String zone, String instant) {
    Map<String, String> expected =
        runStages(END_OF_DAYLIGHT_SAVING, END_OF_DAYLIGHT_SAVING + "T12:00:00Z");
    TimeZone original = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      assertEquals(expected, runStages(END_OF_DAYLIGHT_SAVING, instant));
    } finally {
      TimeZone.setDefault(original);
    }
  }

  @Test
  void skewedClockChangesNoByte() {
    Map<String, String> expected = runStages(TODAY, TODAY + "T00:30:00Z");
    assertEquals(expected, runStages(TODAY, TODAY + "T01:30:00Z"));
  }
}
