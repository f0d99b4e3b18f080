package pipeline.spotify.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.model.Track;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.AlbumTracks.TrackListState;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.json.JsonValues;
import pipeline.spotify.json.TrackParser;
import pipeline.spotify.paging.PageParser;
import pipeline.spotify.paging.PagedEndpoint;
import pipeline.spotify.paging.PaginationResult;
import pipeline.spotify.paging.Paginator;
import pipeline.spotify.paging.PagingContext;
import pipeline.spotify.paging.ResponsePage;
import pipeline.spotify.quota.CallReservation;

/**
 * The two endpoints that return the tracks of an album: the album itself, which has the first page,
 * and the list of its tracks.
 */
record AlbumTracksResource(PagingContext context) {
  private static final String ALBUM = "album";
  private static final String ALBUM_TRACKS = "album-tracks";

  /**
   * The largest sum of offset and limit. No album has so many tracks, so this value only ends a
   * list whose {@code next} links never end.
   */
  private static final int MAX_RESULT_WINDOW = 10_000;

  /** Returns a resource whose requests use calls that were reserved from the daily quota. */
  AlbumTracksResource withCalls(CallReservation reserved) {
    return new AlbumTracksResource(context.withCalls(reserved));
  }

  /**
   * Returns all tracks of an album. If Spotify answers twice that the album does not exist, the
   * result marks the album as deleted.
   */
  AlbumTracks fetch(String albumId) {
    AlbumParser.checkId(albumId);
    JsonObject album;
    try {
      album = requestAlbum(albumId);
    } catch (SpotifyException failure) {
      return unreadable(albumId, failure);
    }
    return continueFrom(albumId, album).get();
  }

  /** Requests an album. The response also has the first page of its tracks. */
  private JsonObject requestAlbum(String albumId) {
    URI uri = context.api().endpoint("/albums/" + albumId);
    return JsonClient.repeatIfMissing(() -> context.api().get(ALBUM, uri, Map.of()));
  }

  /**
   * Returns the tracks of an album that has been requested, alone or in a batch. Starts to request
   * the later pages before it returns, so that the requests for several albums run at the same
   * time. If the album has no valid first page, the returned supplier requests all pages.
   *
   * @return a supplier that waits for the later pages
   */
  Supplier<AlbumTracks> continueFrom(String albumId, JsonObject album) {
    Map<String, @Nullable Object> columns = AlbumParser.parseTrackColumns(album);
    PagedEndpoint<Track> endpoint = endpoint(albumId);
    ResponsePage<Track> first = parseFirstPage(album.get("tracks"), endpoint);
    int knownSize = context.sizes().knownSize(ALBUM_TRACKS);
    Paginator<Track> prefetching = paginator(endpoint, knownSize);
    if (first != null) {
      prefetching.prefetchAfter(first);
    }
    return () ->
        read(
            albumId,
            columns,
            size -> size == knownSize ? prefetching : paginator(endpoint, size),
            first);
  }

  /** Returns the first page of an album's tracks; null if the album has no valid page. */
  private static @Nullable ResponsePage<Track> parseFirstPage(
      @Nullable JsonElement json, PagedEndpoint<Track> endpoint) {
    Integer limit = json instanceof JsonObject page ? JsonValues.integer(page.get("limit")) : null;
    if (limit == null || limit < 1 || limit > SpotifyApi.MAX_PAGE_SIZE) {
      return null;
    }
    ResponsePage<Track> first =
        PageParser.parse(json, 0, limit, endpoint.uri(), TrackParser::parse);
    return first.isValid() && (first.size() > 0 || first.hasZeroTotal()) ? first : null;
  }

  private AlbumTracks read(
      String albumId,
      Map<String, @Nullable Object> columns,
      IntFunction<Paginator<Track>> paginators,
      @Nullable ResponsePage<Track> firstPage) {
    try {
      return context
          .sizes()
          .fetchWithLargestPage(
              ALBUM_TRACKS,
              Integer.MAX_VALUE,
              limit -> toAlbumTracks(albumId, columns, paginators.apply(limit).read(firstPage)));
    } catch (SpotifyException failure) {
      return unreadable(albumId, failure);
    }
  }

  private static Paginator<Track> paginator(PagedEndpoint<Track> endpoint, int limit) {
    return endpoint.paginator(Integer.MAX_VALUE, limit);
  }

  private PagedEndpoint<Track> endpoint(String albumId) {
    return new PagedEndpoint<>(
        context,
        ALBUM_TRACKS,
        context.api().endpoint("/albums/" + albumId + "/tracks"),
        Map.of(),
        null,
        false,
        TrackParser::parse,
        AlbumTracksResource::key,
        true,
        MAX_RESULT_WINDOW);
  }

  /**
   * Returns the ID, disc number and track number as the key of a track. Tracks with the same key
   * count as one, so a list with a repeated track does not reach its total. If one of the three
   * values is null, the position is the key.
   */
  private static Object key(Track track) {
    boolean isNumbered =
        track.id() != null && track.discNumber() != null && track.trackNumber() != null;
    return isNumbered
        ? Arrays.asList(track.id(), track.discNumber(), track.trackNumber())
        : track.position();
  }

  private static AlbumTracks toAlbumTracks(
      String albumId, Map<String, @Nullable Object> columns, PaginationResult<Track> result) {
    String reason = findShortfall(result);
    TrackListState state = reason == null ? TrackListState.COMPLETE : TrackListState.INCOMPLETE;
    return new AlbumTracks(albumId, columns, result.total(), result.items(), state, reason);
  }

  /**
   * Returns why tracks are missing; null if the list is complete. A null entry counts as a missing
   * track, unlike in other lists.
   */
  private static @Nullable String findShortfall(PaginationResult<Track> result) {
    if (result.shortfall() != null) {
      return result.shortfall();
    }
    if (result.truncated()) {
      return "the album has more than " + MAX_RESULT_WINDOW + " tracks";
    }
    return result.nullItems() > 0
        ? "Spotify returned no data for %d of %d tracks"
            .formatted(result.nullItems(), result.items().size() + result.nullItems())
        : null;
  }

  /**
   * Returns a result without tracks for an album that is deleted or cannot be read completely.
   *
   * @throws SpotifyException if {@code failure} can also affect other albums; the exception is
   *     {@code failure} itself
   */
  private static AlbumTracks unreadable(String albumId, SpotifyException failure) {
    return switch (failure.kind()) {
      case NOT_FOUND ->
          unreadable(
              albumId,
              TrackListState.DELETED,
              "Spotify answered twice that the album does not exist");
      case INCOMPLETE -> unreadable(albumId, TrackListState.INCOMPLETE, failure.getMessage());
      default -> throw failure;
    };
  }

  private static AlbumTracks unreadable(
      String albumId, TrackListState state, @Nullable String reason) {
    return new AlbumTracks(albumId, Map.of(), null, List.of(), state, reason);
  }
}
