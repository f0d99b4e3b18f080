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
  private PlaylistHarness harness;

  @BeforeEach
  void open() {
    harness = new PlaylistHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private String result() {
    return harness.resultOnStderr().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "null-item, 1",
    "field-changed:field=id, 10",
    "field-dropped:field=id, 10",
  })
  void searchReportsNullEntriesForEachType(String fault, int entries) {
    harness.setFaults(fault + (fault.contains(":") ? "," : ":") + "path=/v1/search*offset=0$");

    assertEquals(0, harness.run("search tag:new --limit 10"), harness::err);

    for (String kind : List.of("artists", "albums", "tracks")) {
      String warning = "entries without a valid id: %d in %s".formatted(entries, kind);
      assertTrue(harness.err().contains("Warning: " + warning), harness::err);
      assertTrue(result().contains("\"" + warning), this::result);
    }
    assertTrue(result().contains("\"partial\":false"), this::result);
  }

  @Test
  void artistAlbumsReportsNullEntries() {
    assertEquals(0, harness.run("search tag:new --type artist --limit 1"), harness::err);
    String id = harness.out().replaceAll(".*\"id\":\"(\\w+)\".*\\s*", "$1");
    harness.setFaults("null-item:path=/v1/artists/*/albums?include_groups=album");

    assertEquals(0, harness.run("artist-albums " + id), harness::err);

    assertTrue(result().contains("\"entries without a valid id: 1 in album; they"), this::result);
  }

  @Test
  void addRandomTrackLogsNullEntries() throws Exception {
    harness.setFaults("null-item:path=/v1/playlists").writeToken();
    harness.run("add-random-track --seed 4 --playlist " + PlaylistHarness.PLAYLIST);

    assertEquals(
        0,
        harness.run("add-random-track --seed 5 --playlist " + PlaylistHarness.PLAYLIST),
        harness::err);

    assertTrue(
        harness
            .err()
            .contains("entries without a track: 1 in playlist " + PlaylistHarness.PLAYLIST),
        harness::err);
  }

  @Test
  void missingServiceIsNotAnUnknownArtistOrPlaylist() throws Exception {
    harness.setFaults("no-service:path=/v1/artists", "no-service:path=/v1/playlists").writeToken();

    assertEquals(76, harness.run(ARTIST), harness::err);
    assertFalse(harness.err().contains("knows no artist"), harness::err);
    assertEquals(
        76, harness.run("add-random-track --playlist " + PlaylistHarness.PLAYLIST), harness::out);
    assertFalse(harness.out().contains("playlist not found"), harness::out);
  }
}
