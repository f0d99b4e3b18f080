package pipeline.cli.command.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Lake;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.parquet.RowIterator;
import pipeline.simulator.options.QuotaMode;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.RawTrack;
import pipeline.testing.PlaylistHarness;

/**
 * Checks the exact number of requests that the simulator counts. The app is in extended quota mode,
 * unless a test selects another mode.
 */
class SpotifyRequestCountTest {
  private static final int PAGE = 50;
  private static final int BATCH = 20;

  @TempDir Path folder;
  private PlaylistHarness harness;
  private LocalDate today;

  @BeforeEach
  void open() {
    harness = new PlaylistHarness(folder);
    today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** Runs commands with a new simulator, and returns the number of requests by kind. */
  private Map<String, Long> countRequests(LocalDate date, String... commands) {
    harness.simulate(options -> options.withDate(date));
    for (String command : commands) {
      assertEquals(0, harness.run(command + " --date " + date), harness::err);
    }
    return new TreeMap<>(harness.simulator().requestsByKind());
  }

  private Set<String> albumsOf(LocalDate date) {
    try (Lake lake = new Lake(new FileObjectStore(folder.resolve("lake")));
        RowIterator<RawRelease> rows = lake.find(RawRelease.TABLE, date).orElseThrow().openRows()) {
      Set<String> ids = new HashSet<>();
      for (RawRelease row = rows.next(); row != null; row = rows.next()) {
        ids.add(row.albumId());
      }
      return ids;
    }
  }

  private Map<String, Integer> tracks(LocalDate date) {
    try (Lake lake = new Lake(new FileObjectStore(folder.resolve("lake")));
        RowIterator<RawTrack> rows = lake.find(RawTrack.TABLE, date).orElseThrow().openRows()) {
      Map<String, Integer> count = new HashMap<>();
      for (RawTrack row = rows.next(); row != null; row = rows.next()) {
        count.merge(row.albumId(), 1, Integer::sum);
      }
      return count;
    }
  }

  private static int pages(int rows, int size) {
    return (rows + size - 1) / size;
  }

  private Map<String, Long> requiredRequests(LocalDate date, Set<String> albums, long tokens) {
    return new TreeMap<>(
        Map.of(
            "token",
            tokens,
            "new-releases",
            (long) pages(albumsOf(date).size(), PAGE),
            "albums",
            (long) pages(albums.size(), BATCH),
            "album-tracks",
            furtherPages(date, albums)));
  }

  /** Returns the number of pages of tracks after the first page of each album. */
  private long furtherPages(LocalDate date, Set<String> albums) {
    Map<String, Integer> tracks = tracks(date);
    return albums.stream().mapToLong(id -> pages(tracks.get(id), PAGE) - 1).sum();
  }

  @Test
  void dateNeedsOneTokenItsListingAndBatchesOfTwenty() {
    LocalDate yesterday = today.minusDays(1);

    Map<String, Long> calls = countRequests(yesterday, "run");

    assertEquals(100, albumsOf(yesterday).size());
    assertEquals(requiredRequests(yesterday, albumsOf(yesterday), 1), calls);
    assertTrue(calls.get("album-tracks") > 0, "there are long albums");
  }

  @Test
  void singleAlbumNeedsOneRequestPerFiftyTracks() {
    harness.simulate(options -> options.withDate(today).withApp(QuotaMode.DEVELOPMENT));

    assertEquals(0, harness.run("run --date " + today), harness::err);

    Map<String, Long> calls = harness.simulator().requestsByKind();
    assertEquals(albumsOf(today).size(), calls.get("album"));
    assertEquals(furtherPages(today, albumsOf(today)), calls.get("album-tracks"));
    assertTrue(calls.get("album-tracks") > 0, "there are long albums");
  }

  @Test
  void secondProcessNeedsOneMoreToken() {
    LocalDate yesterday = today.minusDays(1);

    Map<String, Long> calls = countRequests(yesterday, "extract-releases", "extract-tracks");

    assertEquals(requiredRequests(yesterday, albumsOf(yesterday), 2), calls);
  }

  @Test
  void nextDateFetchesOnlyItsNewAlbums() {
    // Fixed dates, because on one day in nine nothing is new.
    LocalDate first = LocalDate.of(2026, 11, 19);
    LocalDate second = LocalDate.of(2026, 11, 20);
    harness.setDate(second);
    countRequests(first, "run");

    Map<String, Long> calls = countRequests(second, "run");

    Set<String> added = new HashSet<>(albumsOf(second));
    added.removeAll(albumsOf(first));
    assertTrue(added.size() > 5 && added.size() < 40, added.size() + " albums are new");
    assertEquals(requiredRequests(second, added, 1), calls);
  }

  @Test
  void unchangedDateRequestsOnlyItsListing() {
    LocalDate yesterday = today.minusDays(1);
    countRequests(yesterday, "run");

    Map<String, Long> again = countRequests(yesterday, "run");

    assertEquals(Map.of("token", 1L, "new-releases", 2L), again);
  }

  @Test
  void backfillNeedsOneTokenAndOneListingPerDate() {
    harness.simulate(options -> options.withDate(today));
    assertEquals(
        0,
        harness.run("backfill --from %s --to %s".formatted(today.minusDays(1), today)),
        harness::err);

    Map<String, Long> calls = harness.simulator().requestsByKind();
    assertEquals(1, calls.get("token"));
    assertEquals(4, calls.get("new-releases"));
    Set<String> albums =
        albumsOf(today).stream()
            .filter(albumsOf(today.minusDays(1))::contains)
            .collect(Collectors.toSet());
    assertEquals(albumsOf(today), albums, "one listing, seen twice");
    assertEquals(5, calls.get("albums"));
  }
}
