package pipeline.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.tables.row.Reject;
import pipeline.testing.golden.GoldenFolder;
import pipeline.testing.golden.RowTemplate;

class RawCleanerTest {
  static List<GoldenFolder> cases() {
    return GoldenFolder.list("transform");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void goldenCaseGivesTheSameCleanRowsTwice(GoldenFolder folder) {
    CleaningResult first = clean(folder);
    CleaningResult second = clean(folder);
    folder.assertFiles(first.texts());
    assertEquals(first.texts(), second.texts());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyRawRowIsCleanedOrRejected(GoldenFolder folder) {
    CleaningResult clean = clean(folder);
    List<RawRelease> releases = folder.rows(RawRelease.TABLE);
    List<RawTrack> tracks = folder.rows(RawTrack.TABLE);
    assertEquals(releases.size() + tracks.size(), clean.summary().read());
    assertEquals(
        releases.size(),
        clean.rows().rows(CleanAlbum.class).size() + rejected(clean, "clean/albums"));
    assertEquals(
        tracks.size(),
        clean.rows().rows(CleanTrack.class).size() + rejected(clean, "clean/tracks"));
  }

  @Test
  void nameOfAMillionCharactersIsNotCut() {
    String huge = "アルバム ".repeat(200_000).strip();
    CleaningResult clean = CleaningResult.of(List.of(named(" " + huge + " ")), List.of());
    assertEquals(huge, clean.rows().rows(CleanAlbum.class).get(0).albumName());
  }

  private static RawRelease named(String name) {
    return new RowTemplate<>(RawRelease.TABLE, "album_id", "album_name").row("album", name);
  }

  private static CleaningResult clean(GoldenFolder folder) {
    return CleaningResult.of(folder.rows(RawRelease.TABLE), folder.rows(RawTrack.TABLE));
  }

  private static long rejected(CleaningResult clean, String table) {
    return clean.rows().rows(Reject.class).stream()
        .filter(reject -> reject.tableName().equals(table))
        .count();
  }
}
