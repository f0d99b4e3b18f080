package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.Reject;
import pipeline.testing.PipelineHarness;

/** Albums that were taken down stay in listings without their values. */
class TakenDownAlbumsTest {
  @TempDir Path folder;

  @Test
  void takenDownAlbumsAreLoadedWithoutTheirValues() {
    try (PipelineHarness harness = new PipelineHarness(folder)) {
      harness.setAlbums(100).setFaults("taken-down:share=0.3").runAllStages(TODAY);

      List<DimAlbum> albums = harness.rows(DimAlbum.TABLE, TODAY);
      assertEquals(100, albums.size());
      List<DimAlbum> takenDown = albums.stream().filter(album -> album.imageUrl() == null).toList();
      assertTrue(takenDown.size() > 15, takenDown.size() + " of 100");
      for (DimAlbum album : takenDown) {
        assertEquals("", album.albumName());
        assertEquals("0000", album.releaseDate());
        assertNull(album.releaseDay());
      }
      assertEquals(List.of(), harness.rows(Reject.TABLE, TODAY));
      assertNamesAreThoseOfOtherCredits(harness);
    }
  }

  private static void assertNamesAreThoseOfOtherCredits(PipelineHarness harness) {
    Map<String, String> filled = new HashMap<>();
    Map<String, String> dim = new HashMap<>();
    boolean isAnyNameless = false;
    for (CleanAlbumArtist credit : harness.rows(CleanAlbumArtist.TABLE, TODAY)) {
      isAnyNameless |= "".equals(credit.artistName());
      filled.merge(credit.artistId(), String.valueOf(credit.artistName()), String::concat);
    }
    for (CleanTrackArtist credit : harness.rows(CleanTrackArtist.TABLE, TODAY)) {
      filled.merge(credit.artistId(), String.valueOf(credit.artistName()), String::concat);
    }
    for (DimArtist artist : harness.rows(DimArtist.TABLE, TODAY)) {
      dim.put(artist.artistId(), String.valueOf(artist.artistName()));
    }
    assertTrue(isAnyNameless);
    assertEquals(filled.keySet(), dim.keySet());
    filled.forEach((id, names) -> assertFalse(dim.get(id).isEmpty() && !names.isEmpty(), id));
  }
}
