package pipeline.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.PlaylistHarness;

/** Checks that each command that reads lists reports unusable entries. */
class NullEntriesTest {
  private static final String ARTIST = "artist-albums 0000000000000000000000";

  private @TempDir Path folder;
  private PlaylistHarness desk;

  @BeforeEach
  void open() {
    desk = new PlaylistHarness(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private String result() {
    List<String> lines = desk.err().lines().toList();
    return lines.get(lines.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "null-item, 1",
    "field-changed:field=id, 10",
    "field-dropped:field=id, 10",
  })
  void searchReportsThemForEachType(String fault, int entries) {
    desk.faults(fault + (fault.contains(":") ? "," : ":") + "path=/v1/search*offset=0$");

    assertEquals(0, desk.run("search tag:new --limit 10"), desk::err);

    for (String kind : List.of("artists", "albums", "tracks")) {
      String warning = "entries without a usable id: %d of %s".formatted(entries, kind);
      assertTrue(desk.err().contains("Warning: " + warning), desk::err);
      assertTrue(result().contains("\"" + warning), this::result);
    }
    assertTrue(result().contains("\"partial\":false"), this::result);
  }

  @Test
  void artistAlbumsReportsNullEntries() {
    assertEquals(0, desk.run("search tag:new --type artist --limit 1"), desk::err);
    String id = desk.out().replaceAll(".*\"id\":\"(\\w+)\".*\\s*", "$1");
    desk.faults("null-item:path=/v1/artists/*/albums?include_groups=album");

    assertEquals(0, desk.run("artist-albums " + id), desk::err);

    assertTrue(result().contains("\"entries without a usable id: 1 of album; they"), this::result);
  }

  @Test
  void addRandomTrackLogsNullEntries() throws Exception {
    desk.faults("null-item:path=/v1/playlists").writeToken();
    desk.run("add-random-track --seed 4 --playlist " + PlaylistHarness.PLAYLIST);

    assertEquals(
        0, desk.run("add-random-track --seed 5 --playlist " + PlaylistHarness.PLAYLIST), desk::err);

    assertTrue(
        desk.err().contains("entries without a track: 1 of playlist " + PlaylistHarness.PLAYLIST),
        desk::err);
  }

  @Test
  void missingServiceIsNotAnUnknownArtistOrPlaylist() throws Exception {
    desk.faults("no-service:path=/v1/artists", "no-service:path=/v1/playlists").writeToken();

    assertEquals(76, desk.run(ARTIST), desk::err);
    assertFalse(desk.err().contains("knows no artist"), desk::err);
    assertEquals(
        76, desk.run("add-random-track --playlist " + PlaylistHarness.PLAYLIST), desk::out);
    assertFalse(desk.out().contains("playlist not found"), desk::out);
  }
}
