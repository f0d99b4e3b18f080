package pipeline.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipeline.golden.GoldenFolder;

/** One defect at a time, injected into clean tables that are sound. */
class StarAuditTest {
  private static final String A1 = "al00000000000000000001";
  private static final String A2 = "al00000000000000000002";
  private static final GoldenFolder SOUND =
      new GoldenFolder(Path.of("src/test/resources/golden/load/ordinary"));

  @TempDir Path scratch;

  private Audit audit(CleanLines clean) {
    return StarLists.of(clean::file, scratch, 1000).audit;
  }

  @Test
  void soundTablesPass() {
    Audit audit = audit(new CleanLines(SOUND));
    assertFalse(audit.failed());
    assertEquals("ok", audit.verdict());
  }

  static List<Arguments> defects() {
    return List.of(
        defect("albums are unique: 1 (such as " + A2 + ")", c -> c.repeat("albums", 1)),
        defect(
            "albums are in the order of their ids: 1 (such as " + A1 + " after " + A2 + ")",
            c -> c.swap("albums", 0)),
        defect(
            "every album has an id: 1 (such as an album named \"Album 1\")",
            c -> c.set("albums", 0, "album_id", "")),
        defect(
            "release days are plausible: 1 (such as " + A1 + " of 1859-12-31)",
            c -> c.set("albums", 0, "release_day", "1859-12-31")),
        defect(
            "release days are plausible: 1 (such as " + A1 + " of 2026-01-02)",
            c -> c.set("albums", 0, "release_day", "2026-01-02")),
        defect(
            "primary artists are among the credits: 1 (such as nobody of " + A1 + ")",
            c -> c.set("albums", 0, "primary_artist_id", "nobody")),
        defect(
            "artists of an album are unique by their place: 1 (such as " + A1 + "#0)",
            c -> c.set("album_artists", 1, "artist_position", 0)),
        defect(
            "every artist has an id: 1 (such as " + A1 + ")",
            c -> c.set("album_artists", 1, "artist_id", " ")),
        defect(
            "rows of clean/album_artists refer to albums that are there: 1 (such as al9)",
            c -> c.set("album_artists", 2, "album_id", "al9")),
        defect(
            "rows of clean/album_artists refer to albums that are there: 1 (such as al00)",
            c -> c.set("album_artists", 0, "album_id", "al00")),
        defect(
            "every album has its tracks: 1 (such as " + A1 + " has 1 of 2)",
            c -> c.rows("tracks").remove(1)),
        defect(
            "every album has its tracks: 1 (such as " + A2 + " has none)",
            c -> c.rows("tracks").remove(2)),
        defect(
            "every album has its tracks: 1 (such as " + A1 + " has 2 of 3)",
            c -> c.set("tracks", 1, "tracks_total", 3)),
        defect(
            "tracks of an album are unique: 1 (such as " + A1 + "/0)",
            c -> c.set("tracks", 1, "position", 0)),
        defect(
            "tracks of an album are unique: 1 (such as " + A1 + "/1)",
            c -> c.set("tracks", 1, "track_id", "tr00000000000000000100")),
        defect(
            "tracks are in the order of their positions: 1 (such as " + A1 + "/0 after 1)",
            c -> c.swap("tracks", 0)),
        defect(
            "every track has an id: 1 (such as " + A1 + "/1)",
            c -> c.set("tracks", 1, "track_id", "")),
        defect(
            "primary artists are among the credits: 1 (such as nobody of " + A1 + "/1)",
            c -> c.set("tracks", 1, "primary_artist_id", "nobody")),
        defect(
            "rows of clean/tracks refer to albums that are there: 1 (such as al9)",
            c -> c.set("tracks", 2, "album_id", "al9")),
        defect(
            "artists refer to tracks that are there: 1 (such as " + A1 + "/7#1)",
            c -> c.set("track_artists", 2, "position", 7)),
        defect(
            "artists refer to tracks that are there: 1 (such as " + A1 + "/1#1)",
            c -> c.set("track_artists", 2, "track_id", "tr00000000000000000100")),
        defect(
            "artists of a track are unique by their place: 1 (such as " + A1 + "/1#0)",
            c -> c.set("track_artists", 2, "artist_position", 0)),
        defect(
            "every artist has an id: 1 (such as " + A1 + "/1#1)",
            c -> c.set("track_artists", 2, "artist_id", "")),
        defect(
            "every artist of a track has a role: 1 (such as " + A1 + "/0#0)",
            c -> c.set("track_artists", 0, "role", "")),
        defect(
            "rows of clean/track_artists refer to albums that are there: 1 (such as al9)",
            c -> c.set("track_artists", 3, "album_id", "al9")));
  }

  private static Arguments defect(String violation, Consumer<CleanLines> inject) {
    return arguments(violation, inject);
  }

  @ParameterizedTest
  @MethodSource("defects")
  void namesTheDefect(String violation, Consumer<CleanLines> inject) {
    CleanLines clean = new CleanLines(SOUND);
    inject.accept(clean);
    Audit audit = audit(clean);
    assertTrue(audit.failed());
    assertTrue(
        audit.violations().lines().map(String::strip).anyMatch(violation::equals),
        audit::violations);
  }

  @Test
  void showsFiveExamplesAndCountsTheRest() {
    Audit audit = new Audit();
    for (int i = 0; i < 7; i++) {
      audit.violation("rule", "example " + i);
    }
    assertEquals(
        "rule: 7 (such as example 0, example 1, example 2, example 3, example 4)",
        audit.violations());
  }

  @Test
  void anAlbumThatIsNotedAsGoneMayLackTracksButNotSomeOfThem() {
    CleanLines none = new CleanLines(SOUND);
    none.rows("tracks").remove(2);
    none.rows("track_artists").remove(3);
    none.text("gone.txt", A2);
    assertFalse(audit(none).failed());
    CleanLines some = new CleanLines(SOUND);
    some.rows("tracks").remove(1);
    some.text("gone.txt", A1);
    assertTrue(audit(some).failed());
  }
}
