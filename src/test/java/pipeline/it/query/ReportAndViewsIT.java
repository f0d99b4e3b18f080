package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
 * Compares the figures of the report with queries of the views. The lake lacks a date, and has
 * historical captures, which do not count as listings.
 */
class ReportAndViewsIT {
  private static final LocalDate LAST = PipelineHarness.TODAY;
  private static final LocalDate FIRST = LAST.minusDays(29);
  private static final LocalDate MISSING_DATE = LAST.minusDays(5);

  private static ReportData report;

  @BeforeAll
  static void readReport() {
    Path folder = ExampleDay.newFolder("report-and-views");
    Path lake = folder.resolve("lake");
    try (PipelineHarness harness = new PipelineHarness(lake).setAlbums(40).fastForward()) {
      for (LocalDate ds = FIRST; !ds.isAfter(LAST); ds = ds.plusDays(1)) {
        harness.clock.set(ds.plusDays(1) + "T00:05:00Z");
        if (!ds.equals(MISSING_DATE)) {
          harness.runAllStages(ds);
        }
      }
      harness.runAllStages(FIRST.minusDays(400)).runAllStages(FIRST.minusDays(399));
      ReportLoader reader = new ReportLoader(harness.lake());
      report = reader.read(reader.resolveRange(FIRST, LAST));
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
    Map<String, String> newAlbums = new TreeMap<>();
    report.newAlbums().forEach(album -> newAlbums.put(album.id(), album.name()));
    assertFalse(newAlbums.isEmpty());
    assertTrue(newAlbums.size() < report.newestAlbums().size());
    assertEquals(view("SELECT album_id, album_name FROM new_releases.new_today"), newAlbums);
  }

  @Test
  void reportAndViewsAgreeOnNewAlbumsOfEachDate() {
    Map<String, String> newAlbums = new TreeMap<>();
    for (ReportDay day : report.days()) {
      if (day.newAlbums().total() > 0) {
        newAlbums.put(day.ds().toString(), Integer.toString(day.newAlbums().total()));
      }
    }
    assertTrue(newAlbums.size() > 20, newAlbums::toString);
    assertEquals(
        view("SELECT first_seen, count(*) FROM new_releases.first_seen GROUP BY 1"), newAlbums);
  }

  @Test
  void reportAndViewsAgreeOnFirstSeenAndDaysListed() {
    Map<String, String> reported = new TreeMap<>();
    for (AlbumEntry album : report.newestAlbums()) {
      reported.put(album.id(), album.firstListed() + " " + album.daysListed());
    }
    assertEquals(
        view(
            "SELECT album_id, first_seen || ' ' || days_on_list FROM new_releases.days_on_list"
                + " WHERE is_listed"),
        reported);
    assertEquals(daysListed("is_listed"), counts(report.stillListed()));
    assertEquals(daysListed("NOT is_listed"), counts(report.noLongerListed()));
  }

  /** Returns the number of albums by number of days listed, with the bins of the page. */
  private static List<Integer> daysListed(String condition) {
    String ranges = "[1, 2, 3, 4, 5, 6, 7, 8, 11, 15, 22, 31, 1000]";
    return DuckDb.rows(
            "SELECT (SELECT count(*) FROM new_releases.days_on_list WHERE %s".formatted(condition)
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
    Map<String, String> albums = new TreeMap<>();
    report.artists().top(Integer.MAX_VALUE).stream()
        .filter(ranked -> ranked.albums() > 0)
        .forEach(ranked -> albums.put(ranked.artist().id(), Integer.toString(ranked.albums())));
    assertTrue(albums.containsValue("2"), "some artists have two albums");
    assertEquals(
        view("SELECT artist_id, albums FROM new_releases.artist_activity WHERE albums > 0"),
        albums);
  }
}
