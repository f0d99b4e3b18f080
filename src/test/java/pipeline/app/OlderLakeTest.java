package pipeline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipeline.testing.PlaylistHarness;

/**
 * Reads and continues a small lake that the jar of version 0.1.0 (commit 1b45f2f) wrote: a
 * historical capture of 2024-03-01, a complete 2026-11-27, and a 2026-11-28 whose extract-tracks
 * was killed. The files next to the lake contain the rows that this jar exported from the lake.
 */
class OlderLakeTest {
  private static final Path LAKES = Path.of("src/test/resources/lakes");
  private static final Instant WRITTEN = Instant.parse("2026-11-28T10:00:00Z");
  private static final String CAPTURED = "2024-03-01";
  private static final String LOADED = "2026-11-27";
  private static final String INTERRUPTED = "2026-11-28";

  @TempDir Path folder;
  private PlaylistHarness harness;

  @BeforeEach
  void copyLake() throws IOException {
    Path lake = LAKES.resolve("0.1.0");
    try (Stream<Path> files = Files.walk(lake)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve("lake").resolve(lake.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        Files.setLastModifiedTime(copy, FileTime.from(WRITTEN));
      }
    }
    harness =
        new PlaylistHarness(folder)
            .setVariable("SPOTIFY_CLIENT_ID", "simulated")
            .setDate(LocalDate.parse(INTERRUPTED))
            .simulate(options -> options.withSeed(7).withAlbums(60));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  static Stream<String> tables() throws IOException {
    try (Stream<Path> files = Files.list(LAKES.resolve("0.1.0-rows"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".csv", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void exportsTheSameRows(String table) throws IOException {
    String rows = Files.readString(LAKES.resolve("0.1.0-rows").resolve(table + ".csv"));
    String columns = rows.lines().findFirst().orElseThrow();
    run(
        "export %s --from %s --to %s --columns %s"
            .formatted(table.replace('.', '/'), CAPTURED, INTERRUPTED, columns));
    assertEquals(rows, harness.out());
  }

  @ParameterizedTest
  @MethodSource("loadedDates")
  void cleanTablesWithFewerColumnsAreRebuiltFromTheRawOnes(String date) throws IOException {
    assertEquals(66, harness.run("load --date " + date));
    assertTrue(harness.err().contains("rerun transform --date " + date), harness.err());

    for (boolean isFirst : new boolean[] {true, false}) {
      assertFalse(isChanged("extract-tracks", date));
      assertEquals(isFirst, isChanged("transform", date));
      assertEquals(isFirst, isChanged("load", date));
    }
    assertEquals(0, harness.served.size());
    run("export analytics/dim_album --columns upc,label,copyright_c,copyright_p --date " + date);
    assertEquals(Set.of("upc,label,copyright_c,copyright_p", ",,,"), Set.copyOf(lines()));
    exportsTheSameRows("clean.albums");
    exportsTheSameRows("analytics.dim_album");
  }

  private boolean isChanged(String stage, String date) {
    run(stage + " --date " + date);
    return harness.result().get("changed").getAsBoolean();
  }

  private List<String> lines() {
    return harness.out().lines().toList();
  }

  static Stream<String> loadedDates() {
    return Stream.of(CAPTURED, LOADED);
  }

  @Test
  void statusNamesTheStageThatAddsTheColumns() {
    run("status --from %s --to %s".formatted(CAPTURED, CAPTURED));
    assertTrue(harness.out().contains("transform --date " + CAPTURED), harness.out());
    run("transform --date " + CAPTURED);
    run("load --date " + CAPTURED);
    run("status --from %s --to %s".formatted(CAPTURED, CAPTURED));
    assertTrue(harness.out().contains("1 of 1 date complete."), harness.out());
  }

  @Test
  void verifyFindsNoProblem() {
    run("verify --from %s --to %s".formatted(CAPTURED, INTERRUPTED));
    assertTrue(harness.out().contains(": 3 dates, 29 partitions, "), harness.out());
    String warnings = harness.resultOnStderr().get("warnings").toString();
    assertTrue(warnings.contains("extract-tracks has not run: " + INTERRUPTED), warnings);
  }

  @Test
  void extractTracksResumesFromTheCheckpoint() {
    run("extract-tracks --date " + INTERRUPTED);
    // The listing has 60 albums. The checkpoint holds 4 of them, and 2026-11-27 holds 6. The other
    // 50 need 58 pages of 50.
    JsonObject calls = harness.result().getAsJsonObject("calls");
    assertEquals(50, calls.get("album").getAsInt());
    assertEquals(8, calls.get("album-tracks").getAsInt());
    run("export raw/tracks --columns album_id,upc --date " + INTERRUPTED);
    List<String> albums = lines().stream().skip(1).distinct().toList();
    assertEquals(60, albums.size());
    assertEquals(10, albums.stream().filter(album -> album.endsWith(",")).count());
  }

  @Test
  void historicalSearchUsesTheSavedPages() {
    run("extract-releases --date 2024-03-02 --max-search-calls 24");
    assertEquals(0, harness.count("GET", "/v1/search"));
  }

  private void run(String line) {
    assertEquals(0, harness.run(line), () -> harness.err());
  }
}
