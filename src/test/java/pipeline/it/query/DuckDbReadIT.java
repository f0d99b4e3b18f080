package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.SimulatorProcess;

/**
 * Backfills ten past dates in one process and reads them with DuckDB. The simulator's date is one
 * of these dates, so the dates after it have no releases.
 */
class DuckDbReadIT {
  private static final LocalDate FIRST = LocalDate.of(2024, 2, 26);
  private static final LocalDate LAST_WITH_RELEASES = LocalDate.of(2024, 3, 4);
  private static final LocalDate LAST = LocalDate.of(2024, 3, 6);
  private static final List<LocalDate> DATES = FIRST.datesUntil(LAST.plusDays(1)).toList();

  private static ProcessResult backfill;
  private static LakeFolder lake;

  @BeforeAll
  static void fillTheLake() {
    Path folder = ExampleDay.newFolder("backfill");
    lake = new LakeFolder(folder.resolve("lake"));
    try (SimulatorProcess simulator =
        SimulatorProcess.start(folder, "--date " + LAST_WITH_RELEASES)) {
      backfill =
          JarRunner.in(folder)
              .with(simulator.settings())
              .withLake(lake.root())
              .run("backfill --from " + FIRST + " --to " + LAST)
              .requireSuccess();
    }
  }

  @Test
  void backfillPrintsAResultLineForEachStage() {
    assertEquals(4 * DATES.size() + 1, backfill.results().size());
    assertEquals(FIRST + "/" + LAST, backfill.result().get("date").getAsString());
    assertTrue(backfill.result().get("late").getAsBoolean());
  }

  @Test
  void eachTableHasAPartitionForEachDate() {
    for (DuckDbSchema schema : DuckDbSchema.all()) {
      assertEquals(
          DATES.stream()
              .map(date -> lake.root().relativize(lake.file(schema.table(), "" + date)))
              .map(Path::toString)
              .toList(),
          List.copyOf(lake.digests(schema.table()).keySet()));
    }
    assertEquals(DuckDbSchema.all().size() * DATES.size(), lake.digests().size());
  }

  @Test
  void eachPartitionHasTheColumnsOfItsSchema() {
    for (DuckDbSchema schema : DuckDbSchema.all()) {
      for (LocalDate date : DATES) {
        Path file = lake.file(schema.table(), date.toString());
        assertEquals(
            List.copyOf(schema.columns().entrySet()),
            List.copyOf(DuckDb.columns(readWithoutDs(file)).entrySet()),
            file::toString);
        assertEquals(schema.requiredColumns(), requiredColumns(file), file::toString);
      }
    }
  }

  private static String readWithoutDs(Path file) {
    return "read_parquet('" + file + "', hive_partitioning=false)";
  }

  private static List<String> requiredColumns(Path file) {
    return DuckDb.rows(
            "SELECT name FROM parquet_schema('"
                + file
                + "') WHERE repetition_type = 'REQUIRED' AND name != 'element'"
                + " AND coalesce(num_children, 0) = 0 ORDER BY column_id")
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  @Test
  void datesComeFromThePath() {
    for (DuckDbSchema schema : DuckDbSchema.all()) {
      var expected = new TreeMap<String, String>();
      DuckDb.rows(
              "SELECT ds::VARCHAR, count(*) FROM "
                  + DuckDb.table(lake.root(), schema.table())
                  + " GROUP BY ds")
          .forEach(row -> expected.put(row.get(0), row.get(1)));
      var footerRows = new TreeMap<String, String>();
      for (LocalDate date : DATES) {
        String rows =
            DuckDb.footer(lake.file(schema.table(), date.toString())).get("pipeline.rows");
        if (!rows.equals("0")) {
          footerRows.put(date.toString(), rows);
        }
      }
      assertEquals(footerRows, expected, schema.table());
    }
  }

  @Test
  void datesWithoutReleasesHaveEmptyPartitions() {
    assertTrue(countRows("raw/releases", LAST_WITH_RELEASES) > 0);
    for (LocalDate empty : LAST_WITH_RELEASES.plusDays(1).datesUntil(LAST.plusDays(1)).toList()) {
      for (DuckDbSchema schema : DuckDbSchema.all()) {
        if (!schema.table().equals("analytics/partitions")) {
          assertEquals(0, countRows(schema.table(), empty), schema.table());
        }
      }
      assertEquals(13, countRows("analytics/partitions", empty));
    }
  }

  @Test
  void columnsMayHaveNoValueOnADate() {
    // A historical search merges several queries, so its albums have no position.
    assertEquals(0, DuckDb.queryLong("SELECT count(position) FROM " + table("raw/releases")));
    assertTrue(DuckDb.queryLong("SELECT count(*) FROM " + table("raw/releases")) > 0);
  }

  @Test
  void eachReleaseHasTheDateOfItsPartition() {
    assertEquals(
        0,
        DuckDb.queryLong(
            "SELECT count(*) FROM "
                + table("clean/albums")
                + " WHERE release_day IS DISTINCT FROM ds::DATE"));
    assertEquals(
        0,
        DuckDb.queryLong(
            "SELECT count(*) FROM "
                + table("analytics/fact_release")
                + " WHERE NOT is_late_capture OR source != 'search_by_date'"));
  }

  @Test
  void noRowIsLostBetweenTheLayers() {
    for (String same :
        List.of(
            "raw/releases clean/albums analytics/dim_album analytics/fact_release",
            "raw/tracks clean/tracks analytics/dim_track",
            "clean/album_artists analytics/bridge_album_artist",
            "clean/track_artists analytics/bridge_track_artist")) {
      List<String> tables = List.of(same.split(" "));
      for (LocalDate date : DATES) {
        assertEquals(
            1, tables.stream().map(table -> countRows(table, date)).distinct().count(), same);
      }
    }
  }

  @Test
  void eachJoinOfTheStarIsComplete() {
    joins("fact_release", "album_id", "dim_album", "album_id");
    joins("fact_release", "primary_artist_id", "dim_artist", "artist_id");
    joins("dim_track", "album_id", "dim_album", "album_id");
    joins("bridge_album_artist", "album_id", "dim_album", "album_id");
    joins("bridge_album_artist", "artist_id", "dim_artist", "artist_id");
    joins("bridge_track_artist", "track_id", "dim_track", "track_id");
    joins("bridge_track_artist", "artist_id", "dim_artist", "artist_id");
  }

  private static void joins(String from, String key, String to, String toKey) {
    String sql =
        "SELECT count(*) FROM %s f ANTI JOIN %s t ON f.ds = t.ds AND f.%s = t.%s"
            .formatted(table("analytics/" + from), table("analytics/" + to), key, toKey);
    assertEquals(0, DuckDb.queryLong(sql), from + "." + key + " → " + to);
  }

  @Test
  void rowsAreSortedByUniqueKeys() {
    for (DuckDbSchema schema : DuckDbSchema.all()) {
      if (schema.key().isEmpty() || schema.table().equals("analytics/partitions")) {
        continue; // The table has no key, so the rows keep the order of the partition.
      }
      String sql =
          """
          SELECT count(*) FROM (
            SELECT row(%1$s) AS this, lag(row(%1$s)) OVER (PARTITION BY ds ORDER BY place) AS before
            FROM (SELECT *, file_row_number AS place FROM %2$s))
          WHERE before >= this
          """
              .formatted(
                  String.join(", ", schema.key()),
                  table(schema.table()).replace("true)", "true, file_row_number=true)"));
      assertEquals(0, DuckDb.queryLong(sql), schema.table());
    }
  }

  @Test
  void partitionsTableHasARowForEachTable() {
    for (LocalDate date : DATES) {
      assertEquals(13, countRows("analytics/partitions", date));
    }
    assertEquals(
        13L * DATES.size(),
        DuckDb.queryLong(
            "SELECT count(DISTINCT (ds, table_name)) FROM " + table("analytics/partitions")));
  }

  @Test
  void partitionsTableHasTheContentHashesOfThePartitions() {
    for (LocalDate date : DATES) {
      var recorded = new TreeMap<String, String>();
      DuckDb.rows(
              "SELECT table_name, content_hash FROM "
                  + table("analytics/partitions")
                  + " WHERE ds = '"
                  + date
                  + "'")
          .forEach(row -> recorded.put(row.get(0), row.get(1)));
      var actual = new TreeMap<String, String>();
      for (DuckDbSchema schema : DuckDbSchema.all()) {
        if (!schema.table().equals("analytics/partitions")) {
          actual.put(
              schema.table(),
              DuckDb.footer(lake.file(schema.table(), date.toString()))
                  .get("pipeline.content_hash"));
        }
      }
      assertEquals(actual, recorded);
    }
  }

  private static String table(String table) {
    return DuckDb.table(lake.root(), table);
  }

  private static long countRows(String table, LocalDate date) {
    return DuckDb.queryLong("SELECT count(*) FROM " + table(table) + " WHERE ds = '" + date + "'");
  }
}
