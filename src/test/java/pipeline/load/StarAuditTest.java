package pipeline.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.lake.Table;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.stage.StageLineage.RuleResult;
import pipeline.testing.golden.GoldenFolder;

/** Checks that the audits find each defect. A test injects one defect into valid clean tables. */
class StarAuditTest {
  private static final String A1 = "al00000000000000000001";
  private static final String A2 = "al00000000000000000002";
  private static final GoldenFolder VALID =
      new GoldenFolder(Path.of("src/test/resources/golden/load/ordinary"));

  @TempDir Path scratch;

  private AuditResult auditOf(Consumer<CleanFixture> defect) {
    CleanFixture clean = new CleanFixture(VALID);
    defect.accept(clean);
    return StarResult.build(clean::file, scratch, 1000).audit();
  }

  @Test
  void validTablesPass() {
    AuditResult audit = auditOf(clean -> {});
    assertFalse(audit.hasFailed());
    assertEquals("ok", audit.verdict());
  }

  static List<Arguments> defects() {
    return List.of(
        defect("albums are unique: 1 (such as " + A2 + ")", c -> c.repeat("albums", 1)),
        defect(
            "albums are sorted by id: 1 (such as " + A1 + " after " + A2 + ")",
            c -> c.swap("albums", 0)),
        defect(
            "every album has an id: 1 (such as an album named \"Album 1\")",
            c -> c.set("albums", 0, "album_id", "")),
        defect(
            "albums belong to the date's listing: 1 (such as "
                + A1
                + " with source search_new and is_late_capture false)",
            c -> c.set("albums", 0, "source", "search_new")),
        defect(
            "albums belong to the date's listing: 1 (such as "
                + A2
                + " with source new_releases and is_late_capture true)",
            c -> c.row("albums", 1).addProperty("is_late_capture", true)),
        defect(
            "release days are plausible: 1 (such as " + A1 + " of 1859-12-31)",
            c -> c.set("albums", 0, "release_day", "1859-12-31")),
        defect(
            "release days are plausible: 1 (such as " + A1 + " of 2026-01-02)",
            c -> c.set("albums", 0, "release_day", "2026-01-02")),
        defect(
            "release days equal the release dates: 1 (such as "
                + A1
                + " with release_day 2023-12-31 and release_date 2024-01-01 (precision day))",
            c -> c.set("albums", 0, "release_day", "2023-12-31")),
        defect(
            "release days equal the release dates: 1 (such as "
                + A1
                + " with release_day 2024-01-01 and release_date 2024-01-01 (precision month))",
            c -> c.set("albums", 0, "release_date_precision", "month")),
        defect(
            "primary artists are the first of the credits: 1 (such as "
                + A1
                + " with primary_artist_id nobody)",
            c -> c.set("albums", 0, "primary_artist_id", "nobody")),
        defect(
            "primary artists are the first of the credits: 1 (such as "
                + A1
                + " with primary_artist_id null)",
            c -> c.row("albums", 0).remove("primary_artist_id")),
        defect(
            "positions of an album's artists are unique: 1 (such as " + A1 + "#0)",
            c -> c.set("album_artists", 1, "artist_position", 0)),
        defect(
            "artists of an album are sorted by position: 1 (such as " + A1 + "#0)",
            c -> c.swap("album_artists", 0)),
        defect(
            "an album credits an artist once: 1 (such as " + A1 + "#1)",
            c -> c.set("album_artists", 1, "artist_id", "ar00000000000000000001")),
        defect(
            "every artist has an id: 1 (such as " + A1 + "#1)",
            c -> c.set("album_artists", 1, "artist_id", " ")),
        defect(
            "clean/album_artists agrees with clean/albums: 1 (such as " + A1 + "#1)",
            c -> c.set("album_artists", 1, "album_name", "Album 2")),
        defect(
            "clean/album_artists agrees with clean/albums: 1 (such as " + A1 + "#0)",
            c -> c.set("album_artists", 0, "release_date", "2024-01-02")),
        defect(
            "clean/album_artists agrees with clean/albums: 1 (such as " + A1 + "#0)",
            c -> c.row("album_artists", 0).remove("album_spotify_url")),
        defect(
            "every album has an artist: 1 (such as " + A2 + ")",
            c -> c.rows("album_artists").remove(2)),
        defect(
            "rows of clean/album_artists refer to existing albums: 1 (such as al9)",
            c -> c.set("album_artists", 2, "album_id", "al9")),
        defect(
            "rows of clean/album_artists refer to existing albums: 1 (such as al00)",
            c -> c.set("album_artists", 0, "album_id", "al00")),
        defect(
            "rows of clean/tracks refer to existing albums: 1 (such as al00)",
            c -> c.set("tracks", 0, "album_id", "al00")),
        defect(
            "rows of clean/track_artists refer to existing albums: 1 (such as al00)",
            c -> c.set("track_artists", 0, "album_id", "al00")),
        defect(
            "every album has all of its tracks: 1 (such as " + A1 + " has 1 of 2)",
            c -> c.rows("tracks").remove(1)),
        defect(
            "every album has all of its tracks: 1 (such as " + A2 + " has none)",
            c -> c.rows("tracks").remove(2)),
        defect(
            "every album has all of its tracks: 1 (such as " + A1 + " has 2 of 3)",
            c -> c.set("tracks", 1, "tracks_total", 3)),
        defect(
            "tracks of an album are unique: 1 (such as " + A1 + "/0)",
            c -> c.set("tracks", 1, "position", 0)),
        defect(
            "tracks of an album are unique: 1 (such as " + A1 + "/1)",
            c -> c.set("tracks", 1, "track_id", "tr00000000000000000100")),
        defect(
            "tracks are sorted by position: 1 (such as " + A1 + "/0 after 1)",
            c -> c.swap("tracks", 0)),
        defect(
            "positions are at least 0 and below the album's number of tracks: 1 (such as "
                + A1
                + "/2 with tracks_total 2)",
            c -> c.set("tracks", 1, "position", 2)),
        defect(
            "positions are at least 0 and below the album's number of tracks: 1 (such as "
                + A1
                + "/-1 with tracks_total 2)",
            c -> c.set("tracks", 0, "position", -1)),
        defect(
            "every track has an id: 1 (such as " + A1 + "/1)",
            c -> c.set("tracks", 1, "track_id", "")),
        defect(
            "durations are not negative: 1 (such as " + A1 + "/1 with duration_ms -1)",
            c -> c.set("tracks", 1, "duration_ms", -1)),
        defect(
            "primary artists are the first of the credits: 1 (such as "
                + A1
                + "/1 with primary_artist_id nobody)",
            c -> c.set("tracks", 1, "primary_artist_id", "nobody")),
        defect(
            "rows of clean/tracks refer to existing albums: 1 (such as al9)",
            c -> c.set("tracks", 2, "album_id", "al9")),
        defect(
            "artists refer to existing tracks: 1 (such as " + A1 + "/7#1)",
            c -> c.set("track_artists", 2, "position", 7)),
        defect(
            "artists refer to existing tracks: 1 (such as " + A1 + "/-1#0)",
            c -> c.set("track_artists", 0, "position", -1)),
        defect(
            "artists refer to existing tracks: 1 (such as " + A1 + "/1#1)",
            c -> c.set("track_artists", 2, "track_id", "tr00000000000000000100")),
        defect(
            "positions of a track's artists are unique: 1 (such as " + A1 + "/1#0)",
            c -> c.set("track_artists", 2, "artist_position", 0)),
        defect(
            "artists of a track are sorted by position: 1 (such as " + A1 + "/1#0)",
            c -> c.swap("track_artists", 1)),
        defect(
            "a track credits an artist once: 1 (such as " + A1 + "/1#1)",
            c -> c.set("track_artists", 2, "artist_id", "ar00000000000000000002")),
        defect(
            "every artist has an id: 1 (such as " + A1 + "/1#1)",
            c -> c.set("track_artists", 2, "artist_id", "")),
        defect(
            "every track has an artist: 1 (such as " + A1 + "/0)",
            c -> c.rows("track_artists").remove(0)),
        defect(
            "roles follow from the album's credits: 1 (such as " + A1 + "/0#0)",
            c -> c.set("track_artists", 0, "role", "")),
        defect(
            "roles follow from the album's credits: 1 (such as " + A1 + "/1#1)",
            c -> c.set("track_artists", 2, "role", "album_artist")),
        defect(
            "rows of clean/track_artists refer to existing albums: 1 (such as al9)",
            c -> c.set("track_artists", 3, "album_id", "al9")));
  }

  private static Arguments defect(String violation, Consumer<CleanFixture> inject) {
    return arguments(violation, inject);
  }

  @ParameterizedTest
  @MethodSource("defects")
  void injectedDefectIsNamed(String violation, Consumer<CleanFixture> inject) {
    AuditResult audit = auditOf(inject);
    assertTrue(audit.hasFailed());
    assertTrue(
        audit.violations().lines().map(String::strip).anyMatch(violation::equals),
        audit::violations);
  }

  @Test
  void violationsAreCountedWithFiveExamples() {
    AuditResult audit = new AuditResult();
    for (int i = 0; i < 7; i++) {
      audit.add(AuditRule.UNIQUE_ALBUMS, "example " + i);
    }
    assertEquals(
        "albums are unique: 7 (such as example 0, example 1, example 2, example 3, example 4)",
        audit.violations());
  }

  @Test
  void deletedAlbumMayHaveNoTracks() {
    AuditResult audit =
        auditOf(
            clean -> {
              clean.rows("tracks").remove(2);
              clean.rows("track_artists").remove(3);
              clean.text("gone.txt", A2);
            });
    assertEquals("albums without tracks at Spotify: 1 (such as " + A2 + ")", audit.verdict());
    assertFalse(audit.hasFailed());
  }

  @Test
  void eachTableHasTheViolationsOfItsRules() {
    AuditResult audit = auditOf(clean -> clean.set("track_artists", 2, "artist_id", ""));
    RuleResult passed = new RuleResult("every artist has an id", false, 0);
    RuleResult failed = new RuleResult("every artist has an id", false, 1);
    assertTrue(audit.results(CleanAlbumArtist.TABLE).contains(passed));
    assertTrue(audit.results(CleanTrackArtist.TABLE).contains(failed));
    assertEquals(
        0, audit.results(CleanTrack.TABLE).stream().mapToLong(RuleResult::violations).sum());
  }

  @Test
  void checksOfAnEarlierRunFollowFromItsWarnings() {
    AuditResult audit = new AuditResult();
    audit.add(AuditRule.MISSING_TRACKS, A1 + " has 1 of 2");
    audit.add(AuditRule.MISSING_TRACKS, A2 + " has none");
    audit.add(AuditRule.PLAUSIBLE_DATE, A1 + " of 0000");
    AuditResult earlier = AuditResult.fromWarnings(audit.warnings());
    assertEquals(audit.results(CleanAlbum.TABLE), earlier.results(CleanAlbum.TABLE));
    assertTrue(
        earlier
            .results(CleanAlbum.TABLE)
            .contains(new RuleResult("albums that lack tracks", true, 2)));
    assertFalse(earlier.hasFailed());
  }

  @Test
  void deletedAlbumMayNotHaveSomeTracks() {
    AuditResult audit =
        auditOf(
            clean -> {
              clean.rows("tracks").remove(1);
              clean.text("gone.txt", A1);
            });
    assertTrue(audit.hasFailed());
  }

  private static void reject(CleanFixture clean, Table<?> table, String key) {
    JsonObject reject = new JsonObject();
    reject.addProperty("table_name", table.qualifiedName());
    reject.addProperty("row_key", key);
    reject.addProperty("reason", "a test");
    reject.addProperty("row_json", "{\"tracks_total\":2}");
    clean.rows("rejects").add(reject);
  }

  private static void assertSound(AuditResult audit) {
    assertEquals("", audit.violations());
    assertEquals("ok", audit.verdict());
  }

  @Test
  void albumWithRejectedCreditsMayHaveNoArtist() {
    assertSound(
        auditOf(
            clean -> {
              clean.rows("album_artists").remove(2);
              clean.row("albums", 1).remove("primary_artist_id");
              clean.set("track_artists", 3, "role", "featured");
              reject(clean, CleanAlbumArtist.TABLE, A2 + "#0");
            }));
  }

  private AuditResult withoutCreditsOfTheFirstTrack(Table<?> table, String rejected) {
    return auditOf(
        clean -> {
          clean.rows("track_artists").remove(0);
          clean.row("tracks", 0).remove("primary_artist_id");
          reject(clean, table, rejected);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {A1 + "/0", A1 + "/0#0"})
  void trackWithRejectedCreditsMayHaveNoArtist(String rejected) {
    assertSound(withoutCreditsOfTheFirstTrack(CleanTrackArtist.TABLE, rejected));
  }

  @ParameterizedTest
  @ValueSource(strings = {A1 + "/1#0", A1 + "/00#0", A1 + "#0"})
  void rejectedCreditsOfAnotherTrackDoNotCount(String rejected) {
    assertEquals(
        "every track has an artist: 1 (such as " + A1 + "/0)",
        withoutCreditsOfTheFirstTrack(CleanTrackArtist.TABLE, rejected).violations());
  }

  @Test
  void rejectedTrackCountsForItsAlbum() {
    assertSound(
        auditOf(
            clean -> {
              clean.rows("tracks").remove(1);
              clean.rows("track_artists").subList(1, 3).clear();
              reject(clean, CleanAlbum.TABLE, "al00");
              reject(clean, CleanTrack.TABLE, A1 + "/1");
            }));
  }

  @Test
  void rejectedCreditDoesNotCountAsATrack() {
    assertSound(auditOf(clean -> reject(clean, CleanTrackArtist.TABLE, A1 + "/0#7")));
  }

  @Test
  void durationMayBeZero() {
    assertSound(auditOf(clean -> clean.set("tracks", 0, "duration_ms", 0)));
  }

  @Test
  void artistMayBeOnEveryTrackOfAnAlbum() {
    assertSound(
        auditOf(
            clean -> {
              clean.set("track_artists", 1, "artist_id", "ar00000000000000000001");
              clean.set("tracks", 1, "primary_artist_id", "ar00000000000000000001");
            }));
  }
}
