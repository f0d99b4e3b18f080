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
  private int worlds;

  /** Ten ways in which any request can fail, and eight for requests of pages. */
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

    /** Returns how the stage fails; null if it succeeds. */
    @Nullable SpotifyErrorKind end(FailingRequest call) {
      return switch (this) {
        case REDIRECT, NEXT_FOREIGN, NEXT_REPEATED -> SpotifyErrorKind.PROTOCOL;
        case UNAUTHORIZED -> call.isForToken() ? SpotifyErrorKind.BAD_CREDENTIALS : null;
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

    String fails(FailureMode way) {
      String after = time == 1 ? "" : ",after=" + (time - 1);
      return way.fault
          + (way.fault.contains(":") ? "," : ":")
          + "path="
          + target
          + "$,times=1"
          + after;
    }
  }

  private record FailureCase(FailingRequest call, FailureMode way) {}

  /**
   * The outcome of a run.
   *
   * @param hashes content hashes of the published tables, by table
   * @param end error of the failed stage; null if none failed
   */
  private record FailureRun(
      Map<String, String> hashes, @Nullable SpotifyErrorKind end, List<String> called) {}

  @ParameterizedTest
  @EnumSource(QuotaMode.class)
  void singleFailureIsInvisibleOrReported(QuotaMode app) {
    FailureRun undisturbed = run(app);
    assertEquals(2, undisturbed.hashes.size());
    List<FailureCase> cases = cases(undisturbed);
    Map<FailureMode, Integer> struck = new TreeMap<>();
    for (FailureCase one : cases) {
      if (check(one, app, undisturbed)) {
        struck.merge(one.way, 1, Integer::sum);
      }
    }
    System.out.printf(
        "Of %d calls of the %s app, in %d cases, struck: %s%n",
        undisturbed.called.size(), app, cases.size(), struck);
    for (FailureMode way : FailureMode.values()) {
      assertTrue(struck.getOrDefault(way, 0) > 0, way + " struck no call");
    }
  }

  private static List<FailureCase> cases(FailureRun undisturbed) {
    Map<String, Integer> times = new HashMap<>();
    List<FailureCase> cases = new ArrayList<>();
    // Several threads request tracks. The targets are sorted so that each run tests the same
    // sample.
    for (String target : undisturbed.called.stream().sorted().toList()) {
      FailingRequest call = new FailingRequest(target, times.merge(target, 1, Integer::sum));
      for (FailureMode way : FailureMode.values()) {
        if (!way.concernsPages() || !call.isForToken()) {
          cases.add(new FailureCase(call, way));
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
  private boolean check(FailureCase one, QuotaMode app, FailureRun undisturbed) {
    String fault = one.call.fails(one.way);
    FailureRun run = run(app, fault);
    if (run.end == null) {
      assertEquals(undisturbed.hashes, run.hashes, fault);
      return run.called.size() > undisturbed.called.size();
    }
    assertEquals(one.way.end(one.call), run.end, fault);
    Predicate<Map.Entry<String, String>> asUndisturbed =
        table -> table.getValue().equals(undisturbed.hashes.get(table.getKey()));
    assertTrue(run.hashes.size() < 2, fault + " published " + run.hashes.keySet());
    assertTrue(run.hashes.entrySet().stream().allMatch(asUndisturbed), fault);
    return true;
  }

  private FailureRun run(QuotaMode app, String... faults) {
    try (PipelineHarness world =
        new PipelineHarness(folder.resolve("" + ++worlds))
            .fastForward()
            .albums(albums(app))
            .app(app)
            .faults(faults)) {
      SpotifyErrorKind end = null;
      try {
        world.releases(TODAY);
        world.tracks(TODAY);
      } catch (SpotifyException failed) {
        end = failed.kind();
      }
      return new FailureRun(hashes(world), end, world.takeRequests());
    }
  }

  /**
   * Returns a number of albums that needs several pages and, if the app may use batches, several
   * batches.
   */
  private static int albums(QuotaMode app) {
    return app == QuotaMode.EXTENDED ? 120 : 24;
  }

  private static Map<String, String> hashes(PipelineHarness world) {
    Map<String, String> hashes = new TreeMap<>();
    for (Table<?> table : List.of(RawRelease.TABLE, RawTrack.TABLE)) {
      world
          .lake()
          .find(table, TODAY)
          .ifPresent(found -> hashes.put(table.toString(), found.footer().contentHash()));
    }
    return hashes;
  }
}
