package pipeline.spotify.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.model.Track;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.AlbumTracks.TrackListState;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.json.JsonValues;
import pipeline.spotify.json.TrackParser;
import pipeline.spotify.paging.PageParser;
import pipeline.spotify.paging.PagedEndpoint;
import pipeline.spotify.paging.PaginationResult;
import pipeline.spotify.paging.Paginator;
import pipeline.spotify.paging.PagingContext;
import pipeline.spotify.paging.ResponsePage;

/** The tracks of one album. */
record AlbumTracksResource(PagingContext context) {
  private static final String ALBUM_TRACKS = "album-tracks";

  /** More tracks than any album has: a longer list is an endless one. */
  private static final int MAX_RESULT_WINDOW = 10_000;

  /** Returns all tracks. An album counts as deleted after a second 404. */
  AlbumTracks fetch(String albumId) {
    PagedEndpoint<Track> endpoint = endpoint(albumId);
    try {
      return read(albumId, limit -> paginator(endpoint, limit), null);
    } catch (SpotifyException failure) {
      return switch (failure.kind()) {
        case NOT_FOUND -> unreadable(albumId, TrackListState.DELETED, "Spotify answered 404 twice");
        case INCOMPLETE -> unreadable(albumId, TrackListState.INCOMPLETE, failure.getMessage());
        default -> throw failure;
      };
    }
  }

  /**
   * Returns the tracks, beginning with the first page that a batch has returned. Requests for later
   * pages start at once, so those of several albums run at the same time; the supplier waits for
   * them.
   */
  Supplier<AlbumTracks> continueFrom(String albumId, @Nullable JsonElement firstPage) {
    Integer limit =
        firstPage instanceof JsonObject page ? JsonValues.integer(page.get("limit")) : null;
    if (limit == null || limit < 1 || limit > 50) {
      return () -> fetch(albumId);
    }
    PagedEndpoint<Track> endpoint = endpoint(albumId);
    ResponsePage<Track> first =
        PageParser.parse(firstPage, 0, limit, endpoint.uri(), TrackParser::parse);
    if (!first.isValid() || (first.size() == 0 && !first.hasZeroTotal())) {
      return () -> fetch(albumId);
    }
    int knownSize = context.sizes().knownSize(ALBUM_TRACKS);
    Paginator<Track> prefetching = paginator(endpoint, knownSize);
    prefetching.prefetchAfter(first);
    return () ->
        read(albumId, size -> size == knownSize ? prefetching : paginator(endpoint, size), first);
  }

  private AlbumTracks read(
      String albumId,
      IntFunction<Paginator<Track>> paginators,
      @Nullable ResponsePage<Track> firstPage) {
    return context
        .sizes()
        .fetchWithLargestPage(
            ALBUM_TRACKS,
            Integer.MAX_VALUE,
            limit -> toAlbumTracks(albumId, paginators.apply(limit).read(firstPage)));
  }

  private static Paginator<Track> paginator(PagedEndpoint<Track> endpoint, int limit) {
    return endpoint.paginator(Integer.MAX_VALUE, limit);
  }

  private PagedEndpoint<Track> endpoint(String albumId) {
    AlbumParser.checkId(albumId);
    return new PagedEndpoint<>(
        context,
        ALBUM_TRACKS,
        context.api().endpoint("/albums/" + albumId + "/tracks"),
        Map.of(),
        (uri, parameters, offset) -> context.api().get(ALBUM_TRACKS, uri, parameters),
        TrackParser::parse,
        AlbumTracksResource::key,
        true,
        MAX_RESULT_WINDOW);
  }

  /** Identifies a track by ID, disc and number: a repetition takes the place of another track. */
  private static Object key(Track track) {
    boolean isNumbered =
        track.id() != null && track.discNumber() != null && track.trackNumber() != null;
    return isNumbered
        ? Arrays.asList(track.id(), track.discNumber(), track.trackNumber())
        : track.position();
  }

  private static AlbumTracks toAlbumTracks(String albumId, PaginationResult<Track> result) {
    String reason = findShortfall(result);
    TrackListState state = reason == null ? TrackListState.COMPLETE : TrackListState.INCOMPLETE;
    return new AlbumTracks(albumId, result.total(), result.items(), state, reason);
  }

  /** Unlike an entry of a listing, a null entry of an album is a missing track. */
  private static @Nullable String findShortfall(PaginationResult<Track> result) {
    if (result.shortfall() != null) {
      return result.shortfall();
    }
    if (result.truncated()) {
      return "it has more than " + MAX_RESULT_WINDOW + " tracks";
    }
    return result.nullItems() > 0
        ? "%d tracks of %s are null".formatted(result.nullItems(), result.total())
        : null;
  }

  private static AlbumTracks unreadable(
      String albumId, TrackListState state, @Nullable String reason) {
    return new AlbumTracks(albumId, null, List.of(), state, reason);
  }
}
