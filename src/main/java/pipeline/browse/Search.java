package pipeline.browse;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.FoundTrack;
import pipeline.model.Track;
import pipeline.output.Column;
import pipeline.spotify.AlbumListing;
import pipeline.spotify.PagedResult;
import pipeline.spotify.SpotifyApi;

/**
 * Looks for artists, albums and tracks by words.
 *
 * @param market two letters, or null
 * @param most of each type, 1 to 1000
 */
public record Search(SpotifyApi spotify, String query, @Nullable String market, int most) {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("type", "Type"),
          Column.id("id"),
          Column.text("name", "Name"),
          Column.texts("artists", "By"),
          Column.id("album_id"),
          Column.text("album", "Album"),
          Column.text("release_date", "Released"),
          Column.number("total_tracks", "Tracks"),
          Column.length("duration_ms", "Length"),
          Column.link("url", "Link"));

  /**
   * What is found of these types, in their order.
   *
   * @param done runs after each type
   */
  public Findings of(Collection<SearchType> types, Runnable done) {
    Gathered gathered = new Gathered();
    for (SearchType type : types) {
      switch (type) {
        case ARTIST ->
            gathered.add("artists", spotify.searchArtists(query, market, most), Search::artist);
        case ALBUM -> gathered.add("albums", albums(), Search::album);
        case TRACK ->
            gathered.add("tracks", spotify.searchTracks(query, market, most), Search::track);
      }
      done.run();
    }
    return gathered.as("found", COLUMNS);
  }

  private PagedResult<Album> albums() {
    AlbumListing listing = spotify.searchAlbums(query, market, most);
    return new PagedResult<>(
        listing.albums(), listing.truncated(), listing.nullItems(), listing.missing());
  }

  private static List<@Nullable Object> artist(Artist artist) {
    return Arrays.asList(
        "artist", artist.id(), artist.name(), null, null, null, null, null, null, artist.url());
  }

  private static List<@Nullable Object> album(Album album) {
    return Arrays.asList(
        "album",
        album.id(),
        album.name(),
        Names.of(album.artists()),
        null,
        null,
        album.releaseDate(),
        Names.number(album.totalTracks()),
        null,
        album.url());
  }

  private static List<@Nullable Object> track(FoundTrack found) {
    Track track = found.track();
    Album album = found.album();
    return Arrays.asList(
        "track",
        track.id(),
        track.name(),
        Names.of(track.artists()),
        album == null ? null : album.id(),
        album == null ? null : album.name(),
        album == null ? null : album.releaseDate(),
        null,
        Names.number(track.durationMs()),
        track.url());
  }
}
