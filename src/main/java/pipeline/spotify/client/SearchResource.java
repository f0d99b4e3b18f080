package pipeline.spotify.client;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.Track;
import pipeline.model.TrackSearchHit;
import pipeline.spotify.api.SearchPage;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.json.ArtistParser;
import pipeline.spotify.json.TrackParser;
import pipeline.spotify.paging.PageParser;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.paging.PagedEndpoint;
import pipeline.spotify.paging.PagingContext;
import pipeline.spotify.paging.ResponsePage;

/** Searches for albums, artists and tracks. */
final class SearchResource {
  /** Spotify's limit on the sum of offset and limit. */
  private static final int MAX_RESULT_WINDOW = 1000;

  private final PagingContext context;

  SearchResource(PagingContext context) {
    this.context = context;
  }

  PagedEndpoint<Album> albums(String query, @Nullable String market) {
    return search("album", query, market, (json, position) -> AlbumParser.parse(json), Album::id);
  }

  SearchPage albumPage(String query, @Nullable String market, int offset, int limit) {
    ResponsePage<Album> page = albums(query, market).page(offset, limit);
    return new SearchPage(page.usableItems(), page.next() != null, page.nullItems());
  }

  PagedEndpoint<Artist> artists(String query, @Nullable String market) {
    return search(
        "artist",
        query,
        market,
        (json, position) -> ArtistParser.parse(json),
        artist -> Objects.requireNonNull(artist.id()));
  }

  PagedEndpoint<TrackSearchHit> tracks(String query, @Nullable String market) {
    return search(
        "track",
        query,
        market,
        SearchResource::track,
        hit -> Objects.requireNonNull(hit.track().id()));
  }

  private static @Nullable TrackSearchHit track(JsonObject json, int position) {
    Track track = TrackParser.parse(json, position);
    if (track.id() == null) {
      return null;
    }
    return json.get("album") instanceof JsonObject album
        ? new TrackSearchHit(track, AlbumParser.parse(album))
        : new TrackSearchHit(track, null);
  }

  /** Returns the tracks of the first page. */
  List<Track> firstTracks(String query, int maxResults) {
    return tracks(query, null).page(0, maxResults).usableItems().stream()
        .map(TrackSearchHit::track)
        .limit(maxResults)
        .toList();
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
    if (market != null) {
      parameters.put("market", market);
    }
    return new PagedEndpoint<>(
        context,
        PageSizeNegotiator.SEARCH,
        context.api().endpoint("/search"),
        parameters,
        (uri, all, offset) ->
            context.api().get(PageSizeNegotiator.SEARCH, uri, all).get(type + "s"),
        parser,
        key,
        false,
        MAX_RESULT_WINDOW);
  }
}
