package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.report.AlbumEntry;
import pipeline.report.BinnedCounts;
import pipeline.report.ReportData;
import pipeline.report.ReportDay;
import pipeline.report.ReportLoader;
import pipeline.testing.PipelineHarness;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;

/**
 * Compares the figures of the report with queries of the views, on a lake with a missing date and
 * historical captures, which are no listings.
 */
class ReportAndViewsIT {
  private static final LocalDate LAST = PipelineHarness.TODAY;
  private static final LocalDate FIRST = LAST.minusDays(29);
  private static final LocalDate NOBODY_RAN = LAST.minusDays(5);

  private static ReportData report;

  @BeforeAll
  static void bothRead() {
    Path folder = ExampleDay.newFolder("report-and-views");
    Path lake = folder.resolve("lake");
    try (PipelineHarness world = new PipelineHarness(lake).albums(40).fastForward()) {
      for (LocalDate ds = FIRST; !ds.isAfter(LAST); ds = ds.plusDays(1)) {
        world.clock.set(ds.plusDays(1) + "T00:05:00Z");
        if (!ds.equals(NOBODY_RAN)) {
          world.runAllStages(ds);
        }
      }
      world.runAllStages(FIRST.minusDays(400)).runAllStages(FIRST.minusDays(399));
      ReportLoader reader = new ReportLoader(world.lake());
      report = reader.read(reader.span(FIRST, LAST));
    }
    DuckDb.execute(
        JarRunner.in(folder).withLake(lake).run("sql --engine duckdb").requireSuccess().out());
    assertEquals(
        2,
        DuckDb.queryLong(
            "SELECT count(*) FROM new_releases.partitions"
                + " WHERE late AND table_name = 'raw/releases'"));
  }

  private static Map<String, String> view(String sql) {
    return DuckDb.rows(sql).stream()
        .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1), (a, b) -> a, TreeMap::new));
  }

  @Test
  void reportAndViewsAgreeOnNewAlbums() {
    Map<String, String> fresh = new TreeMap<>();
    report.newAlbums().forEach(album -> fresh.put(album.id(), album.name()));
    assertFalse(fresh.isEmpty());
    assertTrue(fresh.size() < report.newestAlbums().size());
    assertEquals(view("SELECT album_id, album_name FROM new_releases.new_today"), fresh);
  }

  @Test
  void reportAndViewsAgreeOnNewAlbumsOfEachDate() {
    Map<String, String> fresh = new TreeMap<>();
    for (ReportDay day : report.days()) {
      if (day.newAlbums().total() > 0) {
        fresh.put(day.ds().toString(), Integer.toString(day.newAlbums().total()));
      }
    }
    assertTrue(fresh.size() > 20, fresh::toString);
    assertEquals(
        view("SELECT first_seen, count(*) FROM new_releases.first_seen GROUP BY 1"), fresh);
  }

  @Test
  void reportAndViewsAgreeOnFirstSeenAndDaysListed() {
    Map<String, String> shown = new TreeMap<>();
    for (AlbumEntry album : report.newestAlbums()) {
      var seen = Objects.requireNonNull(album.seen());
      shown.put(album.id(), seen.first() + " " + seen.days());
    }
    assertEquals(
        view(
            "SELECT album_id, first_seen || ' ' || days_on_list FROM new_releases.days_on_list"
                + " WHERE is_listed"),
        shown);
    assertEquals(stays("is_listed"), counts(report.stillListed()));
    assertEquals(stays("NOT is_listed"), counts(report.noLongerListed()));
  }

  /** Returns the number of artists by range of releases, with the ranges of the page. */
  private static List<Integer> stays(String which) {
    String ranges = "[1, 2, 3, 4, 5, 6, 7, 8, 11, 15, 22, 31, 1000]";
    return DuckDb.rows(
            "SELECT (SELECT count(*) FROM new_releases.days_on_list WHERE %s".formatted(which)
                + " AND days_on_list >= %1$s[i] AND days_on_list < %1$s[i + 1])".formatted(ranges)
                + " FROM range(1, 13) places(i) ORDER BY i")
        .stream()
        .map(row -> Integer.valueOf(row.get(0)))
        .toList();
  }

  private static List<Integer> counts(BinnedCounts bins) {
    assertTrue(bins.total() > 0);
    return IntStream.range(0, bins.size()).mapToObj(bins::count).toList();
  }

  @Test
  void reportAndViewsAgreeOnArtistCounts() {
    Map<String, String> releases = new TreeMap<>();
    report.artists().top(Integer.MAX_VALUE).stream()
        .filter(counted -> counted.releases() > 0)
        .forEach(
            counted -> releases.put(counted.artist().id(), Integer.toString(counted.releases())));
    assertTrue(releases.containsValue("2"), "some have more than one");
    assertEquals(
        view("SELECT artist_id, albums FROM new_releases.artist_activity WHERE albums > 0"),
        releases);
  }
}
