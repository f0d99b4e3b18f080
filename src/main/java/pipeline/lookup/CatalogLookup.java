package pipeline.lookup;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.Track;
import pipeline.model.TrackSearchHit;
import pipeline.output.Column;
import pipeline.spotify.api.AlbumListing;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyApi;

/**
 * Looks for artists, albums and tracks by words.
 *
 * @param market two letters, or null
 * @param most of each type, 1 to 1000
 */
public record CatalogLookup(SpotifyApi spotify, String query, @Nullable String market, int most) {
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
  public LookupResult of(Collection<SearchType> types, Runnable done) {
    LookupResultBuilder gathered = new LookupResultBuilder();
    for (SearchType type : types) {
      switch (type) {
        case ARTIST ->
            gathered.add(
                "artists", spotify.searchArtists(query, market, most), CatalogLookup::artist);
        case ALBUM -> gathered.add("albums", albums(), CatalogLookup::album);
        case TRACK ->
            gathered.add("tracks", spotify.searchTracks(query, market, most), CatalogLookup::track);
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
        ArtistNames.of(album.artists()),
        null,
        null,
        album.releaseDate(),
        ArtistNames.number(album.totalTracks()),
        null,
        album.url());
  }

  private static List<@Nullable Object> track(TrackSearchHit found) {
    Track track = found.track();
    Album album = found.album();
    return Arrays.asList(
        "track",
        track.id(),
        track.name(),
        ArtistNames.of(track.artists()),
        album == null ? null : album.id(),
        album == null ? null : album.name(),
        album == null ? null : album.releaseDate(),
        null,
        ArtistNames.number(track.durationMs()),
        track.url());
  }
}
