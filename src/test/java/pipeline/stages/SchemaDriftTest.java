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
import pipeline.tables.row.RejectColumns;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageOutput;
import pipeline.testing.PipelineHarness;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformConfig.SchemaContract;

/**
 * Changes fields of Spotify's responses, and checks the raw tables, the clean tables and the star.
 */
class SchemaDriftTest {
  private static final String ALBUMS = "path=/v1/browse";
  private static final String TRACKS = "path=/v1/albums";
  private static final TransformConfig FREEZE = new TransformConfig(1, SchemaContract.FREEZE);
  private static final TransformConfig ALL_REJECTS = new TransformConfig(1, SchemaContract.EVOLVE);

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

  private PipelineHarness runExtraction(String... faults) {
    harness.setFaults(faults).extractReleases(TODAY);
    harness.extractTracks(TODAY);
    return harness;
  }

  @Test
  void newFieldGoesToExtrasAndIsReported() {
    runExtraction("field-added:" + ALBUMS, "field-added:field=artists.verified," + TRACKS);
    StageOutput output = harness.transform(TODAY);
    assertEquals("{\"news\":\"new\"}", harness.rows(RawRelease.TABLE, TODAY).get(0).extras());
    String extras = String.valueOf(harness.rows(RawTrack.TABLE, TODAY).get(0).extras());
    assertTrue(extras.startsWith("{\"artists.0.verified\":\"new\""), extras);
    assertEquals(2, output.warnings().size());
    String albums = output.warnings().get(0);
    assertTrue(albums.startsWith("raw/releases: $.news is new in 24 rows (such as "), albums);
    String tracks = output.warnings().get(1);
    assertTrue(tracks.startsWith("raw/tracks: $.artists[].verified is new in "), tracks);
    assertEquals(0L, output.rows().get("clean/rejects"));
    assertTrue(harness.load(TODAY).changed());
  }

  @ParameterizedTest
  @CsvSource({"duration_ms, 6", "explicit, 7", "external_urls, 9"})
  void missingFieldIsNullInANullableColumn(String field, int column) {
    runExtraction("field-dropped:field=" + field + "," + TRACKS);
    StageOutput output = harness.transform(TODAY);
    assertEquals(List.of(), output.warnings());
    harness.load(TODAY);
    for (CleanTrack track : harness.rows(CleanTrack.TABLE, TODAY)) {
      assertNull(track.get(column), track.toString());
    }
    assertFalse(harness.rows(DimTrack.TABLE, TODAY).isEmpty());
  }

  @Test
  void missingRequiredFieldIsAReject() {
    runExtraction("field-dropped:field=name," + ALBUMS);
    StageException failed = assertThrows(StageException.class, () -> harness.transform(TODAY));
    assertEquals(StageFailureReason.TOO_MANY_REJECTS, failed.reason());
    assertTrue(Objects.toString(failed.getMessage()).contains("$.name is missing or not a string"));
    harness.transform(TODAY, ALL_REJECTS);
    assertEquals(
        24 + harness.rows(RawTrack.TABLE, TODAY).size(), harness.rows(Reject.TABLE, TODAY).size());
    assertTrue(harness.load(TODAY).changed());
  }

  @Test
  void valueOfAnotherTypeIsNullAndGoesToExtras() {
    runExtraction("field-changed:field=total_tracks," + ALBUMS);
    StageOutput output = harness.transform(TODAY);
    RawRelease raw = harness.rows(RawRelease.TABLE, TODAY).get(0);
    assertNull(raw.totalTracks());
    String extras = String.valueOf(raw.extras());
    assertTrue(extras.matches("\\{\"total_tracks\":\\{\"value\":\\d+}}"), extras);
    assertTrue(
        output
            .warnings()
            .get(0)
            .startsWith("raw/releases: $.total_tracks has an unexpected type in 24"),
        output.warnings().toString());
    assertTrue(
        harness.rows(CleanAlbum.TABLE, TODAY).stream().allMatch(row -> row.totalTracks() == null));
    harness.load(TODAY);
  }

  @ParameterizedTest
  @CsvSource({
    "name, clean/tracks, $.name is missing or not a string",
    "id, clean/tracks, $.id is missing or not a string",
    "artists, clean/track_artists, $.artists is not a list",
    "artists.id, clean/track_artists, $.artists[0].id is missing or not a string"
  })
  void valueOfAnotherTypeInAMandatoryColumnIsRejected(String field, String table, String reason) {
    runExtraction("field-changed:field=" + field + "," + TRACKS);
    harness.transform(TODAY, ALL_REJECTS);
    List<RawTrack> raw = harness.rows(RawTrack.TABLE, TODAY);
    List<Reject> rejects = harness.rows(Reject.TABLE, TODAY);
    assertTrue(rejects.size() >= raw.size(), "at least one reject per row");
    Reject first = rejects.get(0);
    assertEquals(table, first.tableName());
    assertEquals(raw.get(0).albumId(), RejectColumns.albumId(first));
    assertEquals(reason, first.reason());
    assertTrue(first.rowJson().contains("\"extras\":\"{"), first.rowJson());
    harness.load(TODAY);
  }

  @Test
  void eachInvalidCreditIsItsOwnReject() {
    runExtraction("field-changed:field=artists.id," + ALBUMS);
    harness.transform(TODAY, ALL_REJECTS);
    assertEquals(List.of(), harness.rows(CleanAlbumArtist.TABLE, TODAY));
    long credits =
        harness.rows(RawRelease.TABLE, TODAY).stream().mapToLong(row -> row.artists().size()).sum();
    assertEquals(
        credits,
        harness.rows(Reject.TABLE, TODAY).stream()
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
    harness.runAllStages(TODAY);
    harness.clock.advance(Duration.ofHours(1));
    harness.setFaults(fault);
    harness.extractReleases(TODAY);
    harness.extractTracks(TODAY, new TrackConfig(false, true, 30), false);
    Map<String, String> before = harness.digests("");
    StageException failed =
        assertThrows(StageException.class, () -> harness.transform(TODAY, FREEZE));
    assertEquals(StageFailureReason.SCHEMA_CHANGED, failed.reason());
    String message = Objects.toString(failed.getMessage());
    String path =
        fault.contains("verified")
            ? "raw/tracks: $.artists[].verified is new in "
            : fault.contains("explicit")
                ? "raw/tracks: $.explicit has an unexpected type in "
                : fault.contains("artists")
                    ? "raw/releases: $.artists has an unexpected type in 24 rows"
                    : "raw/releases: $.news is new in 24 rows";
    assertTrue(message.contains(path), message);
    String album =
        fault.contains(ALBUMS)
            ? harness.rows(RawRelease.TABLE, TODAY).get(0).albumId()
            : harness.rows(RawTrack.TABLE, TODAY).get(0).albumId() + "/0";
    assertTrue(message.contains("(such as " + album + ": "), message);
    assertTrue(message.contains("transform --date 2026-11-20 --schema-contract evolve"), message);
    assertEquals(before, harness.digests(""));
  }

  @Test
  void frozenContractChecksOnlyTheInputsOfTheDate() {
    runExtraction("field-added:" + ALBUMS);
    harness.clock.advance(Duration.ofDays(1));
    harness.setFaults().extractReleases(TODAY.plusDays(1));
    harness.extractTracks(TODAY.plusDays(1));
    assertTrue(harness.transform(TODAY.plusDays(1), FREEZE).changed());
    assertThrows(StageException.class, () -> harness.transform(TODAY, FREEZE));
  }

  @Test
  void frozenContractIgnoresMissingFields() {
    runExtraction("field-dropped:field=explicit," + TRACKS);
    assertTrue(harness.transform(TODAY, FREEZE).changed());
  }
}
