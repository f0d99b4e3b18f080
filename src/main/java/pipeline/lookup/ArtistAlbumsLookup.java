package pipeline.lookup;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.lookup.LookupResult.LookupResultBuilder;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.output.Column;
import pipeline.spotify.api.AlbumGroup;
import pipeline.spotify.api.SpotifyApi;

/**
 * Lists the albums of an artist, one album group after another.
 *
 * @param market a country code of two letters, or null
 * @param limit the maximum number of albums per group, at least 1
 */
public record ArtistAlbumsLookup(SpotifyApi spotify, @Nullable String market, int limit) {
  private static final List<Column> COLUMNS =
      List.of(
          Column.id("artist_id"),
          Column.id("artist"),
          Column.text("album_group", "Group"),
          Column.id("album_id"),
          Column.text("album", "Album"),
          Column.texts("artists", "By"),
          Column.text("album_type", "Type"),
          Column.text("release_date", "Released"),
          Column.number("total_tracks", "Tracks"),
          Column.link("url", "Link"));

  /**
   * Returns the albums of all groups.
   *
   * @param done called after each group
   */
  public LookupResult fetch(Artist artist, Runnable done) {
    LookupResultBuilder builder = new LookupResultBuilder();
    for (AlbumGroup group : AlbumGroup.values()) {
      var found = spotify.artistAlbums(String.valueOf(artist.id()), group, market, limit);
      builder.add(group.apiName(), found, album -> row(artist, group, album));
      done.run();
    }
    return builder.build("artist_album", COLUMNS);
  }

  private static List<@Nullable Object> row(Artist artist, AlbumGroup group, Album album) {
    return Arrays.asList(
        artist.id(),
        artist.name(),
        group.apiName(),
        album.id(),
        album.name(),
        ArtistNames.list(album.artists()),
        album.type(),
        album.releaseDate(),
        ArtistNames.toLong(album.totalTracks()),
        album.url());
  }
}
