package pipeline.tables.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RowCopierTest {
  private static final CleanTrack TRACK =
      new CleanTrack("a", 3, "t", "Name", 1, 4, 180_000, true, null, "url", "artist", 12);
  private static final CleanAlbum ALBUM =
      new CleanAlbum(
          "a",
          "Name",
          "album",
          12,
          "2024-01-05",
          "day",
          LocalDate.of(2024, 1, 5),
          "url",
          "cover",
          "artist",
          7,
          "SE",
          "new_releases",
          false);

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
    assertEquals("2024-01-05", album.releaseDate());
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
