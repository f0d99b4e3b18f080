package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pipeline.lake.Lake;
import pipeline.lake.PartitionWriter;
import pipeline.tables.row.RawRelease;
import pipeline.testing.golden.RowTemplate;

/**
 * The results that each engine must give for {@link EightDatesStar}. The rows were worked out by
 * hand.
 */
abstract class ViewsContract {
  private static final Pattern CELLS = Pattern.compile("\\s*\\|\\s*");

  /** Runs a query in the engine, after the statements that {@code sql} prints for the lake. */
  abstract List<List<String>> rows(String sql);

  private void assertRows(String sql, String... lines) {
    List<List<String>> expected =
        Arrays.stream(lines).map(line -> List.of(CELLS.split(line))).toList();
    assertEquals(expected, rows(sql));
  }

  /**
   * Checks that a date appears in a table after the statements of {@code --new-dates}, also if they
   * run twice, and that it disappears after a purge and the same statements.
   */
  final void assertNewDateIsSeen(Lake lake, String statements) {
    String count = "SELECT count(*) FROM new_releases.raw_releases WHERE ds = DATE '2024-02-01'";
    LocalDate date = LocalDate.of(2024, 2, 1);
    try (PartitionWriter<RawRelease> writer = lake.openWriter(RawRelease.TABLE, date)) {
      writer.write(new RowTemplate<>(RawRelease.TABLE, "album_id").row("zeta"));
      writer.publish();
    }
    assertRows(count, "0");
    rows(statements);
    assertRows(count, "1");
    rows(statements);
    assertRows(count, "1");
    lake.store().delete(RawRelease.TABLE.key(date));
    rows(statements);
    assertRows(count, "0");
    assertRows("SELECT count(*), count(DISTINCT ds) FROM new_releases.dim_track", "24 | 8");
  }

  @Test
  void albumIsFirstSeenOncePerSource() {
    assertRows(
        "SELECT source, first_seen, album_id, album_name, primary_artist_name"
            + " FROM new_releases.first_seen ORDER BY source, album_id",
        "new_releases | 2024-01-01 | alpha   | Alpha   | The xenia",
        "new_releases | 2024-01-01 | beta    | Beta    | The yann",
        "new_releases | 2024-01-06 | delta   | Delta   | The xenia",
        "new_releases | 2024-01-08 | epsilon | Epsilon | The wim",
        "new_releases | 2024-01-05 | gamma   | Gamma   | The zoe",
        "watch_list   | 2024-01-03 | alpha   | Alpha   | The xenia",
        "watch_list   | 2024-01-03 | gamma   | Gamma   | The zoe");
  }

  @Test
  void newTodayHasTheAlbumsFirstSeenInTheNewestListing() {
    assertRows(
        "SELECT source, first_seen, album_id, album_url FROM new_releases.new_today"
            + " ORDER BY source, album_id",
        "new_releases | 2024-01-08 | epsilon | url/epsilon",
        "watch_list   | 2024-01-03 | alpha   | url/alpha",
        "watch_list   | 2024-01-03 | gamma   | url/gamma");
  }

  @Test
  void daysOnListCountsTheDatesThatListTheAlbum() {
    assertRows(
        "SELECT source, album_id, album_name, first_seen, last_seen, days_on_list, is_listed"
            + " FROM new_releases.days_on_list ORDER BY source, album_id",
        "new_releases | alpha   | Alpha!      | 2024-01-01 | 2024-01-08 | 4 | true",
        "new_releases | beta    | Beta Deluxe | 2024-01-01 | 2024-01-08 | 5 | true",
        "new_releases | delta   | Delta       | 2024-01-06 | 2024-01-06 | 1 | false",
        "new_releases | epsilon | Epsilon     | 2024-01-08 | 2024-01-08 | 1 | true",
        "new_releases | gamma   | Gamma       | 2024-01-05 | 2024-01-05 | 1 | false",
        "watch_list   | alpha   | Alpha!      | 2024-01-03 | 2024-01-03 | 1 | true",
        "watch_list   | gamma   | Gamma       | 2024-01-03 | 2024-01-03 | 1 | true");
  }

  @Test
  void latestViewHasTheNewestRowOfEachKey() {
    assertRows(
        "SELECT album_id, album_name, last_seen FROM new_releases.latest_album ORDER BY album_id",
        "alpha   | Alpha!      | 2024-01-08",
        "beta    | Beta Deluxe | 2024-01-08",
        "delta   | Delta       | 2024-01-06",
        "epsilon | Epsilon     | 2024-01-08",
        "gamma   | Gamma       | 2024-01-05");
    assertRows(
        "SELECT artist_id, artist_name, last_seen FROM new_releases.latest_artist ORDER BY 1",
        "wim   | The wim   | 2024-01-08",
        "xenia | The xenia | 2024-01-08",
        "yann  | The yann  | 2024-01-08",
        "zoe   | The zoe   | 2024-01-08");
    assertRows(
        "SELECT track_id, last_seen FROM new_releases.latest_track ORDER BY track_id",
        "alpha0   | 2024-01-08",
        "alpha1   | 2024-01-08",
        "beta0    | 2024-01-08",
        "delta0   | 2024-01-06",
        "epsilon0 | 2024-01-08",
        "gamma0   | 2024-01-05");
  }

  @Test
  void versionIsValidUntilTheNextChange() {
    assertRows(
        "SELECT album_id, album_name, valid_from, valid_to FROM new_releases.album_history"
            + " ORDER BY album_id, valid_from",
        "alpha   | Alpha       | 2024-01-01 | 2024-01-06",
        "alpha   | Alpha!      | 2024-01-06 | null",
        "beta    | Beta        | 2024-01-01 | 2024-01-02",
        "beta    | Beta Deluxe | 2024-01-02 | 2024-01-05",
        "beta    | Beta        | 2024-01-05 | 2024-01-06",
        "beta    | Beta Deluxe | 2024-01-06 | null",
        "delta   | Delta       | 2024-01-06 | null",
        "epsilon | Epsilon     | 2024-01-08 | null",
        "gamma   | Gamma       | 2024-01-03 | null");
    assertRows(
        "SELECT artist_id, valid_from, valid_to FROM new_releases.artist_history ORDER BY 1",
        "wim   | 2024-01-08 | null",
        "xenia | 2024-01-01 | null",
        "yann  | 2024-01-01 | null",
        "zoe   | 2024-01-01 | null");
  }

  @Test
  void droppedTrackEndsWhenItsAlbumIsListedWithoutIt() {
    assertRows(
        "SELECT track_id, valid_from, valid_to FROM new_releases.track_history ORDER BY 1, 2",
        "alpha0   | 2024-01-01 | null",
        "alpha1   | 2024-01-01 | 2024-01-06",
        "alpha1   | 2024-01-08 | null",
        "beta0    | 2024-01-01 | null",
        "beta1    | 2024-01-01 | 2024-01-02",
        "delta0   | 2024-01-06 | null",
        "epsilon0 | 2024-01-08 | null",
        "gamma0   | 2024-01-03 | null");
  }

  @Test
  void historicalCaptureIsNoListing() {
    assertRows(
        "SELECT ds, source FROM new_releases.listings ORDER BY ds",
        "2024-01-01 | new_releases",
        "2024-01-02 | new_releases",
        "2024-01-03 | watch_list",
        "2024-01-05 | new_releases",
        "2024-01-06 | new_releases",
        "2024-01-08 | new_releases");
  }

  @Test
  void artistsAreCountedByTheirCredits() {
    assertRows(
        "SELECT source, artist_id, albums, albums_led, featured_tracks, first_seen, last_seen,"
            + " newest_release_day FROM new_releases.artist_activity ORDER BY source, artist_id",
        "new_releases | wim   | 1 | 1 | 0 | 2024-01-08 | 2024-01-08 | 2024-01-07",
        "new_releases | xenia | 2 | 2 | 0 | 2024-01-01 | 2024-01-08 | 2024-01-04",
        "new_releases | yann  | 2 | 1 | 0 | 2024-01-01 | 2024-01-08 | 2024-01-04",
        "new_releases | zoe   | 1 | 1 | 2 | 2024-01-01 | 2024-01-08 | 2024-01-01",
        "watch_list   | xenia | 1 | 1 | 0 | 2024-01-03 | 2024-01-03 | 2023-12-29",
        "watch_list   | zoe   | 1 | 1 | 0 | 2024-01-03 | 2024-01-03 | null");
  }

  @Test
  void eachTableHasAView() {
    for (DuckDbSchema schema : DuckDbSchema.all()) {
      String table =
          schema.table().startsWith("analytics/")
              ? schema.table().substring("analytics/".length())
              : schema.table().replace('/', '_');
      String columns = "t." + String.join(", t.", schema.columns().keySet());
      rows("SELECT " + columns + ", t.ds FROM new_releases." + table + " t");
    }
    assertRows(
        "SELECT count(*), count(DISTINCT ds), min(ds) FROM new_releases.dim_track",
        "24 | 8 | 2024-01-01");
  }
}
