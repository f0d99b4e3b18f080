package pipeline.it.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.lake.Lake;
import pipeline.lake.PartitionWriter;
import pipeline.lake.Table;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.tables.row.PartitionEntry;
import pipeline.tables.row.RawRelease;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.ListingSource;
import pipeline.testing.golden.RowTemplate;

/**
 * Star tables of eight dates, small enough to compute all results by hand. They have two sources
 * and two historical captures. One album leaves the list and comes back under another name. One
 * album gets a new name and later its old name again. One track is removed, and one track is
 * removed and comes back.
 *
 * <pre>
 *   January 2024  1 new_releases  Alpha (Xenia; 2 tracks), Beta (Yann, Zoe is featured; 2 tracks)
 *                 2 new_releases  Alpha, Beta Deluxe (1 track)
 *                 3 watch_list    Alpha, Gamma (Zoe)
 *                 4 late          Alpha Remastered, Delta
 *                 5 new_releases  Beta (1 track), Gamma
 *                 6 new_releases  Alpha! (1 track), Beta Deluxe, Delta (Xenia, Yann)
 *                 7 late          Gamma Remastered, Epsilon
 *                 8 new_releases  Alpha! (2 tracks), Beta Deluxe, Epsilon (Wim)
 * </pre>
 */
final class EightDatesStar {
  private static final RowTemplate<DimAlbum> ALBUM =
      new RowTemplate<>(
          DimAlbum.TABLE,
          "album_id",
          "album_name",
          "album_type",
          "total_tracks",
          "release_day",
          "album_url",
          "primary_artist_id",
          "is_late_capture");
  private static final RowTemplate<FactRelease> RELEASE =
      new RowTemplate<>(
          FactRelease.TABLE,
          "album_id",
          "primary_artist_id",
          "release_day",
          "source",
          "is_late_capture");
  private static final RowTemplate<DimTrack> TRACK =
      new RowTemplate<>(
          DimTrack.TABLE,
          "album_id",
          "position",
          "track_id",
          "track_name",
          "disc_number",
          "track_number",
          "duration_ms",
          "explicit",
          "primary_artist_id",
          "is_late_capture");
  private static final RowTemplate<PartitionEntry> PARTITION =
      new RowTemplate<>(
          PartitionEntry.TABLE,
          "table_name",
          "source",
          "observed_at",
          "rows",
          "late",
          "content_hash");

  /** The dates in a mixed order. One of them occurs twice. */
  private static final List<Integer> LOAD_ORDER = List.of(6, 3, 8, 1, 5, 7, 4, 2, 3);

  private final Lake lake;

  private EightDatesStar(Lake lake) {
    this.lake = lake;
  }

  /** Publishes the tables of all dates. */
  static void publish(Lake lake) {
    EightDatesStar dates = new EightDatesStar(lake);
    LOAD_ORDER.forEach(dates::load);
  }

  private void load(int day) {
    DateStar star = star(day);
    LocalDate ds = LocalDate.of(2024, 1, day);
    for (Table<?> table : Tables.all()) {
      publish(table, ds, star);
    }
  }

  private <R extends IndexedRecord> void publish(Table<R> table, LocalDate ds, DateStar star) {
    try (PartitionWriter<R> writer = lake.openWriter(table, ds)) {
      star.rows(table).forEach(writer::write);
      writer.publish();
    }
  }

  private static DateStar star(int day) {
    return switch (day) {
      case 1 -> listed(day).alpha("Alpha", 2).beta("Beta", 2);
      case 2 -> listed(day).alpha("Alpha", 2).beta("Beta Deluxe", 1);
      case 3 -> new DateStar(day, ListingSource.WATCH_LIST).alpha("Alpha", 2).gamma("Gamma");
      case 4 -> late(day).alpha("Alpha Remastered", 2).delta();
      case 5 -> listed(day).beta("Beta", 1).gamma("Gamma");
      case 6 -> listed(day).alpha("Alpha!", 1).beta("Beta Deluxe", 1).delta();
      case 7 -> late(day).gamma("Gamma Remastered").epsilon();
      default -> listed(day).alpha("Alpha!", 2).beta("Beta Deluxe", 1).epsilon();
    };
  }

  private static DateStar listed(int day) {
    return new DateStar(day, ListingSource.NEW_RELEASES);
  }

  private static DateStar late(int day) {
    return new DateStar(day, ListingSource.SEARCH_BY_DATE);
  }

  /** Returns the rows of one date. */
  private static final class DateStar {
    private final LocalDate ds;
    private final String source;
    private final boolean late;
    private final List<IndexedRecord> rows = new ArrayList<>();
    private final TreeMap<String, DimArtist> artists = new TreeMap<>();

    DateStar(int day, ListingSource source) {
      this.ds = LocalDate.of(2024, 1, day);
      this.source = source.columnValue();
      this.late = source == ListingSource.SEARCH_BY_DATE;
      rows.add(partition());
    }

    @SuppressWarnings("unchecked") // safe, because each list has the rows of its table
    <R extends IndexedRecord> List<R> rows(Table<R> table) {
      if (table.equals(DimArtist.TABLE)) {
        return (List<R>) List.copyOf(artists.values());
      }
      return (List<R>) rows.stream().filter(row -> row.getSchema().equals(table.schema())).toList();
    }

    DateStar alpha(String name, int tracks) {
      album("alpha", name, LocalDate.of(2023, 12, 29), "xenia");
      for (int position = 0; position < tracks; position++) {
        track("alpha", position, "xenia");
      }
      return this;
    }

    DateStar beta(String name, int tracks) {
      album("beta", name, LocalDate.of(2024, 1, 1), "yann");
      for (int position = 0; position < tracks; position++) {
        track("beta", position, "yann", "zoe");
      }
      return this;
    }

    DateStar gamma(String name) {
      album("gamma", name, null, "zoe");
      track("gamma", 0, "zoe");
      return this;
    }

    DateStar epsilon() {
      album("epsilon", "Epsilon", LocalDate.of(2024, 1, 7), "wim");
      track("epsilon", 0, "wim");
      return this;
    }

    DateStar delta() {
      album("delta", "Delta", LocalDate.of(2024, 1, 4), "xenia", "yann");
      track("delta", 0, "xenia");
      return this;
    }

    private void album(String id, String name, @Nullable LocalDate day, String... credits) {
      rows.add(ALBUM.row(id, name, "album", 1, day, "url/" + id, credits[0], late));
      rows.add(RELEASE.row(id, credits[0], day, source, late));
      for (int place = 0; place < credits.length; place++) {
        artist(credits[place]);
        rows.add(new BridgeAlbumArtist(id, credits[place], place));
      }
    }

    private void track(String album, int position, String... credits) {
      String id = album + position;
      rows.add(TRACK.row(album, position, id, "Track", 1, 1, 1000, false, credits[0], late));
      for (int place = 0; place < credits.length; place++) {
        artist(credits[place]);
        String role = place == 0 ? "album_artist" : "featured";
        rows.add(new BridgeTrackArtist(album, position, id, credits[place], place, role));
      }
    }

    private void artist(String id) {
      artists.put(id, new DimArtist(id, "The " + id, "url/" + id, late));
    }

    private PartitionEntry partition() {
      return PARTITION.row(
          RawRelease.TABLE.qualifiedName(),
          source,
          Instant.parse(ds + "T23:59:00Z"),
          (long) rows.size(),
          late,
          "");
    }
  }
}
