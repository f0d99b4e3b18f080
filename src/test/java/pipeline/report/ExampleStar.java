package pipeline.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.report.ReportDay.DayState;
import pipeline.tables.row.BridgeAlbumArtist;
import pipeline.tables.row.BridgeTrackArtist;
import pipeline.tables.row.DimAlbum;
import pipeline.tables.row.DimArtist;
import pipeline.tables.row.DimTrack;
import pipeline.tables.row.FactRelease;
import pipeline.testing.golden.RowTemplate;

/** The star schema rows of a date that a test defines. */
final class ExampleStar {
  private static final RowTemplate<FactRelease> RELEASE =
      new RowTemplate<>(
          FactRelease.TABLE, "album_id", "release_day", "position", "source", "is_late_capture");
  private static final RowTemplate<DimAlbum> ALBUM =
      new RowTemplate<>(
          DimAlbum.TABLE,
          "album_id",
          "album_name",
          "album_type",
          "total_tracks",
          "release_date",
          "release_date_precision",
          "release_day",
          "album_url",
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
          "is_late_capture");

  private final LocalDate ds;
  private final String source;
  private final boolean late;
  private @Nullable String market;
  private final List<AlbumBundle> albums = new ArrayList<>();
  private final List<FactRelease> facts = new ArrayList<>();
  private final Map<String, String> artistNames = new HashMap<>();

  ExampleStar(String ds, String source, boolean late) {
    this.ds = LocalDate.parse(ds);
    this.source = source;
    this.late = late;
  }

  static ExampleStar of(String ds, String... albums) {
    return new ExampleStar(ds, "new_releases", false).with(albums);
  }

  static ExampleStar late(String ds, String... albums) {
    return new ExampleStar(ds, "search_by_date", true).with(albums);
  }

  /** Adds singles that were released on this date, each by a different artist. */
  ExampleStar with(String... ids) {
    for (String id : ids) {
      album(id, "single", ds, List.of("of-" + id), track(180, true));
    }
    return this;
  }

  /**
   * A track.
   *
   * @param artists artists of the track in addition to those of the album
   */
  record ExampleTrack(
      @Nullable Integer seconds, @Nullable Boolean explicit, List<String> artists) {}

  static ExampleTrack track(
      @Nullable Integer seconds, @Nullable Boolean explicit, String... artists) {
    return new ExampleTrack(seconds, explicit, List.of(artists));
  }

  ExampleStar album(
      String id,
      @Nullable String type,
      @Nullable LocalDate released,
      List<String> artists,
      ExampleTrack... tracks) {
    List<BridgeAlbumArtist> credits = new ArrayList<>();
    artists.forEach(artist -> credits.add(new BridgeAlbumArtist(id, artist, credits.size())));
    List<DimTrack> trackRows = new ArrayList<>();
    List<BridgeTrackArtist> trackCredits = new ArrayList<>();
    for (ExampleTrack track : tracks) {
      int position = trackRows.size();
      trackRows.add(trackRow(id, position, track));
      List<String> all = new ArrayList<>(artists);
      all.addAll(track.artists());
      for (int i = 0; i < all.size(); i++) {
        String role = i < artists.size() ? "album_artist" : "featured";
        trackCredits.add(
            new BridgeTrackArtist(id, position, id + "-" + position, all.get(i), i, role));
      }
    }
    facts.add(RELEASE.row(id, released, facts.size(), source, late));
    albums.add(
        new AlbumBundle(
            ALBUM.row(
                id,
                "Name of " + id,
                type,
                tracks.length,
                released == null ? "2026" : released.toString(),
                released == null ? "year" : "day",
                released,
                "https://open.spotify.com/album/" + id,
                late),
            credits,
            trackRows,
            trackCredits));
    return this;
  }

  private static DimTrack trackRow(String album, int position, ExampleTrack track) {
    return TRACK.row(
        album,
        position,
        album + "-" + position,
        "Track",
        1,
        position + 1,
        track.seconds() == null ? null : track.seconds() * 1000,
        track.explicit(),
        false);
  }

  LocalDate ds() {
    return ds;
  }

  List<AlbumBundle> albums() {
    return albums;
  }

  RunMetadata run() {
    Instant noon = Instant.parse(ds + "T12:00:00Z");
    return new RunMetadata(
        source, market, noon, albums.size(), albums.size(), 0, 10, 0, late, false, false, "ok");
  }

  /** Adds the rows in the order of {@link ReportLoader}. */
  void addTo(ReportAggregator aggregator) {
    ReportDay day = ReportDay.create(ds, DayState.LOADED, run());
    if (!aggregator.hasNewest()) {
      facts.forEach(aggregator::addPosition);
    }
    aggregator.addDay(day);
    for (AlbumBundle album : albums) {
      album.artists().forEach(credit -> aggregator.addArtist(artist(credit.artistId())));
      album.trackArtists().forEach(credit -> aggregator.addArtist(artist(credit.artistId())));
    }
    albums.forEach(album -> aggregator.addAlbum(day, album));
  }

  ExampleStar withMarket(String country) {
    market = country;
    return this;
  }

  /** Replaces the default name of an artist. */
  ExampleStar withArtistName(String artist, String name) {
    artistNames.put(artist, name);
    return this;
  }

  private DimArtist artist(String id) {
    String name = artistNames.getOrDefault(id, "Artist " + id);
    return new DimArtist(id, name, "https://open.spotify.com/artist/" + id, false);
  }

  void addEarlierTo(ReportAggregator aggregator) {
    facts.forEach(row -> aggregator.addEarlierRow(ds, row));
  }
}
