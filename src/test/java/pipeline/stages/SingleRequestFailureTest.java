package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.lake.Table;
import pipeline.simulator.options.QuotaMode;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.testing.PipelineHarness;

/**
 * Makes each request of the two extract stages fail once, in several ways. The tables must equal
 * those of an undisturbed run, or the stage must fail as docs/spotify.md states and publish
 * nothing. Waits only advance the clock. Without {@code -Pfull}, a sample of the cases runs.
 */
class SingleRequestFailureTest {
  private static final int SAMPLE = 120;

  @TempDir Path folder;
  private int harnessCount;

  /**
   * Ten ways in which any request can fail, and eight ways in which only a request for a page can
   * fail.
   */
  private enum FailureMode {
    THROTTLED("429:retry-after=7"),
    THROTTLED_FOR_AN_UNKNOWN_TIME("429:retry-after=none"),
    UNAUTHORIZED("401"),
    SERVER_ERROR("500"),
    BAD_GATEWAY("502"),
    UNAVAILABLE("503"),
    CUT("cut"),
    CLOSED("closed"),
    NOT_JSON("not-json"),
    REDIRECT("redirect"),
    NULL_PAGE("null-page"),
    EMPTY_PAGE("empty-page"),
    SHORT_PAGE("short-page"),
    NULL_ITEM("null-item"),
    DUPLICATE("duplicate"),
    NEXT_NULL("next-null"),
    NEXT_FOREIGN("next-foreign"),
    NEXT_REPEATED("next-repeated");

    private final String fault;

    FailureMode(String fault) {
      this.fault = fault;
    }

    boolean concernsPages() {
      return compareTo(REDIRECT) > 0;
    }

    /** Returns the error with which the stage fails; null if the stage succeeds. */
    @Nullable SpotifyErrorKind end(FailingRequest request) {
      return switch (this) {
        case REDIRECT, NEXT_FOREIGN, NEXT_REPEATED -> SpotifyErrorKind.PROTOCOL;
        case UNAUTHORIZED -> request.isForToken() ? SpotifyErrorKind.BAD_CREDENTIALS : null;
        default -> null;
      };
    }
  }

  /**
   * A request of the undisturbed run.
   *
   * @param time number of the request among those of this target, from 1
   */
  private record FailingRequest(String target, int time) {

    boolean isForToken() {
      return target.startsWith("/api/token");
    }

    String toFault(FailureMode mode) {
      String after = time == 1 ? "" : ",after=" + (time - 1);
      return mode.fault
          + (mode.fault.contains(":") ? "," : ":")
          + "path="
          + target
          + "$,times=1"
          + after;
    }
  }

  private record FailureCase(FailingRequest request, FailureMode mode) {}

  /**
   * The outcome of a run.
   *
   * @param hashes content hashes of the published tables, by table
   * @param end error of the failed stage; null if none failed
   */
  private record FailureRun(
      Map<String, String> hashes, @Nullable SpotifyErrorKind end, List<String> requests) {}

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void singleFailureIsInvisibleOrReported(QuotaMode quotaMode) {
    FailureRun undisturbed = run(quotaMode);
    assertEquals(2, undisturbed.hashes.size());
    List<FailureCase> cases = cases(undisturbed);
    Map<FailureMode, Integer> occurrences = new TreeMap<>();
    for (FailureCase failureCase : cases) {
      if (check(failureCase, quotaMode, undisturbed)) {
        occurrences.merge(failureCase.mode, 1, Integer::sum);
      }
    }
    System.out.printf(
        "%d requests of the %s app, %d cases, occurrences: %s%n",
        undisturbed.requests.size(), quotaMode, cases.size(), occurrences);
    for (FailureMode mode : FailureMode.values()) {
      assertTrue(occurrences.getOrDefault(mode, 0) > 0, mode + " never occurred");
    }
  }

  private static List<FailureCase> cases(FailureRun undisturbed) {
    Map<String, Integer> times = new HashMap<>();
    List<FailureCase> cases = new ArrayList<>();
    // Several threads request tracks. The targets are sorted so that each run tests the same
    // sample.
    for (String target : undisturbed.requests.stream().sorted().toList()) {
      FailingRequest request = new FailingRequest(target, times.merge(target, 1, Integer::sum));
      for (FailureMode mode : FailureMode.values()) {
        if (!mode.concernsPages() || !request.isForToken()) {
          cases.add(new FailureCase(request, mode));
        }
      }
    }
    if (Boolean.getBoolean("full")) {
      return cases;
    }
    Collections.shuffle(cases, new Random(20261121));
    return cases.subList(0, Math.min(SAMPLE, cases.size()));
  }

  /**
   * Returns whether the fault occurred. Some requests return no page, or a page without a next
   * link.
   */
  private boolean check(FailureCase failureCase, QuotaMode quotaMode, FailureRun undisturbed) {
    String fault = failureCase.request.toFault(failureCase.mode);
    FailureRun run = run(quotaMode, fault);
    if (run.end == null) {
      assertEquals(undisturbed.hashes, run.hashes, fault);
      return run.requests.size() > undisturbed.requests.size();
    }
    assertEquals(failureCase.mode.end(failureCase.request), run.end, fault);
    Predicate<Map.Entry<String, String>> asUndisturbed =
        table -> table.getValue().equals(undisturbed.hashes.get(table.getKey()));
    assertTrue(run.hashes.size() < 2, fault + " published " + run.hashes.keySet());
    assertTrue(run.hashes.entrySet().stream().allMatch(asUndisturbed), fault);
    return true;
  }

  private FailureRun run(QuotaMode quotaMode, String... faults) {
    try (PipelineHarness harness =
        new PipelineHarness(folder.resolve("" + ++harnessCount))
            .fastForward()
            .setAlbums(albums(quotaMode))
            .setApp(quotaMode)
            .setFaults(faults)) {
      SpotifyErrorKind end = null;
      try {
        harness.extractReleases(TODAY);
        harness.extractTracks(TODAY);
      } catch (SpotifyException failed) {
        end = failed.kind();
      }
      return new FailureRun(hashes(harness), end, harness.takeRequests());
    }
  }

  /**
   * Returns a number of albums for which a stage needs several pages and, if the app may use
   * batches, several batches.
   */
  private static int albums(QuotaMode quotaMode) {
    return quotaMode == QuotaMode.EXTENDED ? 120 : 24;
  }

  private static Map<String, String> hashes(PipelineHarness harness) {
    Map<String, String> hashes = new TreeMap<>();
    for (Table<?> table : List.of(RawRelease.TABLE, RawTrack.TABLE)) {
      harness
          .lake()
          .find(table, TODAY)
          .ifPresent(found -> hashes.put(table.toString(), found.footer().contentHash()));
    }
    return hashes;
  }
}
