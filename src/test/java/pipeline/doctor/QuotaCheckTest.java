package pipeline.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.doctor.CheckResult.CheckLevel;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.quota.FamilyUsage;

class QuotaCheckTest {
  private static final Instant LATER = Instant.parse("2026-11-22T01:05:00Z");

  @Test
  void callsAndLimitsAreReported() {
    assertEquals(
        CheckResult.ok(
            "calls in the last 24 hours: search 12, no known limit; albums 250 of 600, the oldest"
                + " expire at 2026-11-22T01:05:00Z"),
        SpotifyChecks.quota(
            List.of(
                new FamilyUsage(EndpointFamily.SEARCH, 12, null, LATER),
                new FamilyUsage(EndpointFamily.ALBUMS, 250, 600, LATER))));
  }

  @Test
  void exhaustedFamilyIsAWarningWithARemedy() {
    CheckResult result =
        SpotifyChecks.quota(List.of(new FamilyUsage(EndpointFamily.ALBUMS, 600, 600, LATER)));
    assertEquals(CheckLevel.WARN, result.level());
    assertEquals(
        "Runs that call the endpoint family albums fail with exit code 75 until"
            + " 2026-11-22T01:05:00Z. If the limit is wrong, set another one with"
            + " --requests-per-day albums=<n>.",
        result.remedy());
  }
}
