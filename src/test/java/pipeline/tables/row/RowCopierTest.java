package pipeline.tables.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import pipeline.testing.golden.RowTemplate;

class RowCopierTest {
  private static final CleanTrack TRACK =
      new RowTemplate<>(
              CleanTrack.TABLE,
              "album_id",
              "position",
              "track_id",
              "track_name",
              "duration_ms",
              "explicit")
          .row("a", 3, "t", "Name", 180_000, true);
  private static final CleanAlbum ALBUM =
      new RowTemplate<>(
              CleanAlbum.TABLE,
              "album_id",
              "album_name",
              "release_day",
              "primary_artist_id",
              "position",
              "source",
              "is_late_capture")
          .row("a", "Name", LocalDate.of(2024, 1, 5), "artist", 7, "new_releases", false);

  @Test
  void columnsWithTheSameNameAreCopied() {
    FactRelease release = RowCopier.to(FactRelease.TABLE).copy(ALBUM);

    assertEquals(
        new FactRelease("a", "artist", LocalDate.of(2024, 1, 5), 7, "new_releases", false),
        release);
  }

  @Test
  void givenColumnReplacesACopiedOne() {
    CleanAlbum album =
        RowCopier.to(CleanAlbum.TABLE, "release_day").copy(ALBUM, LocalDate.of(2024, 2, 1));

    assertEquals(LocalDate.of(2024, 2, 1), album.releaseDay());
    assertEquals(7, album.position());
  }

  @Test
  void conversionAppliesToCopiedTextsOnly() {
    CleanTrack track =
        RowCopier.to(CleanTrack.TABLE, "track_url")
            .convertingTexts(text -> text.toUpperCase(Locale.ROOT))
            .copy(TRACK, "given");

    assertEquals("NAME", track.trackName());
    assertEquals("given", track.trackUrl());
    assertEquals(180_000, track.durationMs());
  }

  @Test
  void columnThatIsNeitherCopiedNorGivenIsAnError() {
    RowCopier<DimTrack> copier = RowCopier.to(DimTrack.TABLE);

    IllegalStateException failed =
        assertThrows(IllegalStateException.class, () -> copier.copy(TRACK));

    assertTrue(failed.getMessage().contains("is_late_capture"), failed.getMessage());
  }
}
