package pipeline.spotify.client;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.Track;
import pipeline.model.TrackSearchHit;
import pipeline.spotify.api.AlbumGroup;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.json.ArtistParser;
import pipeline.spotify.json.TrackParser;
import pipeline.spotify.paging.PageParser;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.paging.PagedEndpoint;
import pipeline.spotify.paging.PagingContext;

/** The paged endpoints of Spotify's catalog: new releases, searches and the albums of an artist. */
record CatalogEndpoints(PagingContext context) {
  /** The largest sum of offset and limit that Spotify accepts in a search. */
  private static final int SEARCH_WINDOW = 1000;

  /**
   * The largest sum of offset and limit. No artist has so many albums, so this value only ends a
   * list whose {@code next} links never end.
   */
  private static final int ARTIST_ALBUMS_WINDOW = 10_000;

  PagedEndpoint<Album> newReleases() {
    return new PagedEndpoint<>(
        context,
        "new-releases",
        context.api().endpoint("/browse/new-releases"),
        Map.of(),
        "albums",
        true,
        (json, position) -> AlbumParser.parse(json),
        Album::id,
        true,
        Integer.MAX_VALUE);
  }

  PagedEndpoint<Album> searchAlbums(String query, @Nullable String market) {
    return search("album", query, market, (json, position) -> AlbumParser.parse(json), Album::id);
  }

  PagedEndpoint<Artist> searchArtists(String query, @Nullable String market) {
    return search(
        "artist",
        query,
        market,
        (json, position) -> ArtistParser.parse(json),
        artist -> Objects.requireNonNull(artist.id()));
  }

  PagedEndpoint<TrackSearchHit> searchTracks(String query, @Nullable String market) {
    return search(
        "track",
        query,
        market,
        CatalogEndpoints::parseHit,
        hit -> Objects.requireNonNull(hit.track().id()));
  }

  private static @Nullable TrackSearchHit parseHit(JsonObject json, int position) {
    Track track = TrackParser.parse(json, position);
    if (track.id() == null) {
      return null;
    }
    return json.get("album") instanceof JsonObject album
        ? new TrackSearchHit(track, AlbumParser.parse(album))
        : new TrackSearchHit(track, null);
  }

  private <T> PagedEndpoint<T> search(
      String type,
      String query,
      @Nullable String market,
      PageParser.ItemParser<T> parser,
      Function<T, Object> key) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", query);
    parameters.put("type", type);
    addMarket(parameters, market);
    return new PagedEndpoint<>(
        context,
        PageSizeNegotiator.SEARCH,
        context.api().endpoint("/search"),
        parameters,
        type + "s",
        false,
        parser,
        key,
        false,
        SEARCH_WINDOW);
  }

  PagedEndpoint<Album> artistAlbums(String artistId, AlbumGroup group, @Nullable String market) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("include_groups", group.apiName());
    addMarket(parameters, market);
    return new PagedEndpoint<>(
        context,
        PageSizeNegotiator.ARTIST_ALBUMS,
        context.api().endpoint(artistPath(artistId) + "/albums"),
        parameters,
        null,
        false,
        (json, position) -> AlbumParser.parse(json),
        Album::id,
        true,
        ARTIST_ALBUMS_WINDOW);
  }

  private static void addMarket(Map<String, String> parameters, @Nullable String market) {
    if (market != null) {
      parameters.put("market", market);
    }
  }

  static String artistPath(String artistId) {
    AlbumParser.checkId(artistId);
    return "/artists/" + artistId;
  }
}
