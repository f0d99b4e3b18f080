package pipeline.spotify.client;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;
import pipeline.model.Track;
import pipeline.model.TrackSearchHit;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.json.ArtistParser;
import pipeline.spotify.json.TrackParser;
import pipeline.spotify.paging.PageParser;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.paging.PagedEndpoint;
import pipeline.spotify.paging.Paginator;

/** Searches for what is no album: artists and tracks. */
final class SearchResource {
  private final JsonClient api;
  private final PageSizeNegotiator sizes;
  private final Executor threads;
  private final boolean allowPartial;

  SearchResource(JsonClient api, PageSizeNegotiator sizes, Executor threads, boolean allowPartial) {
    this.api = api;
    this.sizes = sizes;
    this.threads = threads;
    this.allowPartial = allowPartial;
  }

  PagedResult<Artist> artists(String query, @Nullable String market, int maxResults) {
    return search(
        "artist",
        query,
        market,
        maxResults,
        (json, position) -> ArtistParser.parse(json),
        artist -> Objects.requireNonNull(artist.id()));
  }

  PagedResult<TrackSearchHit> tracks(String query, @Nullable String market, int maxResults) {
    return search(
        "track",
        query,
        market,
        maxResults,
        SearchResource::track,
        found -> Objects.requireNonNull(found.track().id()));
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

  private <T> PagedResult<T> search(
      String type,
      String query,
      @Nullable String market,
      int maxResults,
      PageParser.ItemParser<T> row,
      Function<T, Object> key) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", query);
    parameters.put("type", type);
    if (market != null) {
      parameters.put("market", market);
    }
    var rows =
        new PagedEndpoint<>(
            api,
            PageSizeNegotiator.SEARCH,
            api.endpoint("/search"),
            parameters,
            answer -> answer.get(type + "s"),
            row,
            key,
            threads);
    return sizes.fetchWithLargestPage(
        PageSizeNegotiator.SEARCH,
        maxResults,
        limit ->
            rows.read(
                new Paginator.PagingConfig(
                    maxResults, limit, false, AlbumsResource.MAX_RESULT_WINDOW),
                allowPartial));
  }
}
