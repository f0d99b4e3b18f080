package pipeline.lookup;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.lookup.LookupResult.LookupResultBuilder;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.Track;
import pipeline.model.TrackSearchHit;
import pipeline.output.Column;
import pipeline.spotify.api.SpotifyApi;

/**
 * Searches for artists, albums and tracks.
 *
 * @param market a country code of two letters, or null
 * @param limit the maximum number of results per type, 1 to 1000
 */
public record CatalogLookup(SpotifyApi spotify, String query, @Nullable String market, int limit) {
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
          Column.duration("duration_ms", "Length"),
          Column.link("url", "Link"));

  /**
   * Returns the results of all types, in the order of the types.
   *
   * @param done called after each type
   */
  public LookupResult search(Collection<SearchType> types, Runnable done) {
    LookupResultBuilder builder = new LookupResultBuilder();
    for (SearchType type : types) {
      switch (type) {
        case ARTIST ->
            builder.add(
                "artists", spotify.searchArtists(query, market, limit), CatalogLookup::artist);
        case ALBUM ->
            builder.add("albums", spotify.searchAlbums(query, market, limit), CatalogLookup::album);
        case TRACK ->
            builder.add("tracks", spotify.searchTracks(query, market, limit), CatalogLookup::track);
      }
      done.run();
    }
    return builder.build("found", COLUMNS);
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
        ArtistNames.list(album.artists()),
        null,
        null,
        album.releaseDate(),
        ArtistNames.toLong(album.totalTracks()),
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
        ArtistNames.list(track.artists()),
        album == null ? null : album.id(),
        album == null ? null : album.name(),
        album == null ? null : album.releaseDate(),
        null,
        ArtistNames.toLong(track.durationMs()),
        track.url());
  }
}
