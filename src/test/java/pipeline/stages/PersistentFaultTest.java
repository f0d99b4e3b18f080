package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.simulator.options.FaultKind;
import pipeline.simulator.options.FaultKind.FaultPoint;
import pipeline.spotify.api.SpotifyException;
import pipeline.tables.stage.StageException;
import pipeline.testing.PipelineHarness;

/** Checks how each extract stage ends if a fault of the simulator never stops. */
class PersistentFaultTest {
  private static final String PUBLISHED = "PUBLISHED";

  @TempDir Path folder;
  private PipelineHarness harness;

  @BeforeEach
  void open() {
    harness = new PipelineHarness(folder).fastForward().setAlbums(100);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void listingIsCompleteOrNotPublished(FaultKind kind) {
    harness.setFaults(permanentFault(kind, "/v1"));
    assertEquals(expectedOfReleases(kind), runStage(() -> harness.extractReleases(TODAY)));
    assertEquals(expectedOfReleases(kind).equals(PUBLISHED) ? 1 : 0, harness.digests("raw").size());
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void tracksAreCompleteOrNotPublished(FaultKind kind) {
    harness.extractReleases(TODAY);
    Map<String, String> before = harness.digests("raw");
    harness.setFaults(permanentFault(kind, "/v1/albums"));
    assertEquals(expectedOfTracks(kind), runStage(() -> harness.extractTracks(TODAY)));
    if (expectedOfTracks(kind).equals(PUBLISHED)) {
      assertEquals(2, harness.digests("raw").size());
    } else {
      assertEquals(before, harness.digests("raw"));
    }
  }

  private static String permanentFault(FaultKind kind, String path) {
    if (kind.point() == FaultPoint.ALBUM) {
      return kind.text() + ":share=0.3";
    }
    String settings =
        switch (kind) {
          case NEXT -> ",to=https://elsewhere.example{path}?{query}";
          case SLOW -> ",ms=5";
          default -> "";
        };
    return kind.text() + ":path=" + path + settings;
  }

  private static String runStage(Runnable stage) {
    try {
      stage.run();
      return PUBLISHED;
    } catch (SpotifyException failed) {
      return failed.kind().name();
    } catch (StageException failed) {
      assertTrue(String.valueOf(failed.getMessage()).contains("--allow-partial"));
      return failed.reason().name();
    }
  }

  private static String expectedOfReleases(FaultKind kind) {
    return switch (kind) {
      // Null entries are left out and reported, but they count in the total.
      case NULL_ITEM -> PUBLISHED;
      default -> expectedOfBoth(kind);
    };
  }

  private static String expectedOfTracks(FaultKind kind) {
    return switch (kind) {
      // Each album answers 404. So many albums cannot all have been removed.
      case NOT_FOUND -> "INCOMPLETE";
      // Each page is requested with its own offset, and a list of tracks does not shift.
      case SHIFTED -> PUBLISHED;
      default -> expectedOfBoth(kind);
    };
  }

  private static String expectedOfBoth(FaultKind kind) {
    return switch (kind) {
      case RATE_LIMITED, RATE_LIMITED_EMPTY, QUOTA_EXCEEDED -> "RATE_LIMITED";
      case UNAUTHORIZED, NOT_BEARER -> "BAD_CREDENTIALS";
      case BAD_REQUEST -> "BAD_REQUEST";
      case SERVER_ERROR, APPLIED, BAD_GATEWAY, UNAVAILABLE, CUT, CLOSED -> "UNREACHABLE";
      case NOT_FOUND -> "NOT_FOUND";
      case NO_SERVICE -> "NO_SERVICE";
      case FORBIDDEN -> "FORBIDDEN";
      case PREMIUM_NEEDED, NOT_REGISTERED, NOT_APPROVED, BLOCKED -> "ACCOUNT";
      case REDIRECT,
          NEXT,
          NEXT_FOREIGN,
          NEXT_PORT,
          NEXT_SCHEME,
          NEXT_USER_INFO,
          NEXT_REPEATED,
          NEXT_SKIPS ->
          "PROTOCOL";
      case NOT_JSON,
          EMPTY_BODY,
          SHIFTED,
          NULL_ITEM,
          NULL_PAGE,
          EMPTY_PAGE,
          SHORT_PAGE,
          DUPLICATE,
          WRONG_TOTAL ->
          "INCOMPLETE";
      // If a batch lacks an album, the album is fetched alone and then recorded as removed.
      case GONE -> PUBLISHED;
      case SLOW, TAKEN_DOWN, NEXT_RELATIVE, NEXT_NULL, FIELD_ADDED, FIELD_DROPPED, FIELD_CHANGED ->
          PUBLISHED;
    };
  }
}
