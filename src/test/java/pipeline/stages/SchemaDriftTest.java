package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.extract.TrackConfig;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.tables.row.Rejects;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;
import pipeline.transform.SchemaContract;
import pipeline.transform.TransformConfig;

/**
 * Changes fields of Spotify's responses, and checks the raw tables, the clean tables and the star.
 */
class SchemaDriftTest {
  private static final String ALBUMS = "path=/v1/browse";
  private static final String TRACKS = "path=/v1/albums";
  private static final TransformConfig FREEZE = new TransformConfig(1, SchemaContract.FREEZE);
  private static final TransformConfig ALL_REJECTS = new TransformConfig(1, SchemaContract.EVOLVE);

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

  private PipelineHarness extract(String... faults) {
    world.faults(faults).releases(TODAY);
    world.tracks(TODAY);
    return world;
  }

  @Test
  void newFieldGoesToExtrasAndIsReported() {
    extract("field-added:" + ALBUMS, "field-added:field=artists.verified," + TRACKS);
    StageOutput written = world.transform(TODAY);
    assertEquals("{\"news\":\"new\"}", world.rows(RawRelease.TABLE, TODAY).get(0).extras());
    String extras = String.valueOf(world.rows(RawTrack.TABLE, TODAY).get(0).extras());
    assertTrue(extras.startsWith("{\"artists.0.verified\":\"new\""), extras);
    assertEquals(2, written.warnings().size());
    String albums = written.warnings().get(0);
    assertTrue(albums.startsWith("raw/releases: $.news is new in 24 rows (such as "), albums);
    String tracks = written.warnings().get(1);
    assertTrue(tracks.startsWith("raw/tracks: $.artists[].verified is new in "), tracks);
    assertEquals(0L, written.rows().get("clean/rejects"));
    assertTrue(world.load(TODAY).changed());
  }

  @ParameterizedTest
  @CsvSource({"duration_ms, 6", "explicit, 7", "external_urls, 9"})
  void missingFieldIsNullInANullableColumn(String field, int column) {
    extract("field-dropped:field=" + field + "," + TRACKS);
    StageOutput written = world.transform(TODAY);
    assertEquals(List.of(), written.warnings());
    world.load(TODAY);
    for (CleanTrack track : world.rows(CleanTrack.TABLE, TODAY)) {
      assertNull(track.get(column), track.toString());
    }
    assertFalse(world.rows(DimTrack.TABLE, TODAY).isEmpty());
  }

  @Test
  void missingRequiredFieldIsAReject() {
    extract("field-dropped:field=name," + ALBUMS);
    StageException failed = assertThrows(StageException.class, () -> world.transform(TODAY));
    assertEquals(StageFailureReason.TOO_MANY_REJECTS, failed.reason());
    assertTrue(Objects.toString(failed.getMessage()).contains("$.name is missing or not a string"));
    world.transform(TODAY, ALL_REJECTS);
    assertEquals(
        24 + world.rows(RawTrack.TABLE, TODAY).size(), world.rows(Reject.TABLE, TODAY).size());
    assertTrue(world.load(TODAY).changed());
  }

  @Test
  void valueOfAnotherTypeIsNullAndGoesToExtras() {
    extract("field-changed:field=total_tracks," + ALBUMS);
    StageOutput written = world.transform(TODAY);
    RawRelease raw = world.rows(RawRelease.TABLE, TODAY).get(0);
    assertNull(raw.totalTracks());
    String extras = String.valueOf(raw.extras());
    assertTrue(extras.matches("\\{\"total_tracks\":\\{\"value\":\\d+}}"), extras);
    assertTrue(
        written.warnings().get(0).startsWith("raw/releases: $.total_tracks has another type in 24"),
        written.warnings().toString());
    assertTrue(
        world.rows(CleanAlbum.TABLE, TODAY).stream().allMatch(row -> row.totalTracks() == null));
    world.load(TODAY);
  }

  @ParameterizedTest
  @CsvSource({
    "name, clean/tracks, $.name is missing or not a string",
    "id, clean/tracks, $.id is missing or not a string",
    "artists, clean/track_artists, $.artists is not a list",
    "artists.id, clean/track_artists, $.artists[0].id is missing or not a string"
  })
  void valueOfAnotherTypeInAMandatoryColumnIsRejected(String field, String table, String reason) {
    extract("field-changed:field=" + field + "," + TRACKS);
    world.transform(TODAY, ALL_REJECTS);
    List<RawTrack> raw = world.rows(RawTrack.TABLE, TODAY);
    List<Reject> rejects = world.rows(Reject.TABLE, TODAY);
    assertTrue(rejects.size() >= raw.size(), "one a row, at least");
    Reject first = rejects.get(0);
    assertEquals(table, first.tableName());
    assertEquals(raw.get(0).albumId(), Rejects.albumId(first));
    assertEquals(reason, first.reason());
    assertTrue(first.rowJson().contains("\"extras\":\"{"), first.rowJson());
    world.load(TODAY);
  }

  @Test
  void eachInvalidCreditIsItsOwnReject() {
    extract("field-changed:field=artists.id," + ALBUMS);
    world.transform(TODAY, ALL_REJECTS);
    assertEquals(List.of(), world.rows(CleanAlbumArtist.TABLE, TODAY));
    long credits =
        world.rows(RawRelease.TABLE, TODAY).stream().mapToLong(row -> row.artists().size()).sum();
    assertEquals(
        credits,
        world.rows(Reject.TABLE, TODAY).stream()
            .filter(reject -> reject.tableName().equals("clean/album_artists"))
            .count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "field-added:" + ALBUMS,
        "field-added:field=artists.verified," + TRACKS,
        "field-changed:field=explicit," + TRACKS,
        "field-changed:field=artists," + ALBUMS
      })
  void frozenContractPublishesNothingAfterAnyChange(String fault) {
    world.runAllStages(TODAY);
    world.clock.advance(Duration.ofHours(1));
    world.faults(fault);
    world.releases(TODAY);
    world.tracks(TODAY, new TrackConfig(false, true, 30), false);
    Map<String, String> before = world.digests("");
    StageException failed =
        assertThrows(StageException.class, () -> world.transform(TODAY, FREEZE));
    assertEquals(StageFailureReason.SCHEMA_CHANGED, failed.reason());
    String message = Objects.toString(failed.getMessage());
    String path =
        fault.contains("verified")
            ? "raw/tracks: $.artists[].verified is new in "
            : fault.contains("explicit")
                ? "raw/tracks: $.explicit has another type in "
                : fault.contains("artists")
                    ? "raw/releases: $.artists has another type in 24 rows"
                    : "raw/releases: $.news is new in 24 rows";
    assertTrue(message.contains(path), message);
    String album =
        fault.contains(ALBUMS)
            ? world.rows(RawRelease.TABLE, TODAY).get(0).albumId()
            : world.rows(RawTrack.TABLE, TODAY).get(0).albumId() + "/0";
    assertTrue(message.contains("(such as " + album + ": "), message);
    assertTrue(message.contains("transform --date 2026-11-20 --schema-contract evolve"), message);
    assertEquals(before, world.digests(""));
  }

  @Test
  void frozenContractChecksOnlyTheInputsOfTheDate() {
    extract("field-added:" + ALBUMS);
    world.clock.advance(Duration.ofDays(1));
    world.faults().releases(TODAY.plusDays(1));
    world.tracks(TODAY.plusDays(1));
    assertTrue(world.transform(TODAY.plusDays(1), FREEZE).changed());
    assertThrows(StageException.class, () -> world.transform(TODAY, FREEZE));
  }

  @Test
  void frozenContractIgnoresMissingFields() {
    extract("field-dropped:field=explicit," + TRACKS);
    assertTrue(world.transform(TODAY, FREEZE).changed());
  }
}
