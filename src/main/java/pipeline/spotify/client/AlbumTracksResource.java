package pipeline.spotify.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.model.Track;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.AlbumTracks.TrackListState;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.json.JsonValues;
import pipeline.spotify.json.TrackParser;
import pipeline.spotify.paging.PageParser;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.paging.PaginationResult;
import pipeline.spotify.paging.Paginator;
import pipeline.spotify.paging.PrefetchingPageSource;
import pipeline.spotify.paging.ResponsePage;

/** The tracks of one album, page by page. */
final class AlbumTracksResource {
  private static final String ALBUM_TRACKS = "album-tracks";

  /** No album is longer; what goes on and on is no listing. */
  private static final int MAX_RESULT_WINDOW = 10_000;

  private final JsonClient api;
  private final PageSizeNegotiator sizes;
  private final Executor threads;

  AlbumTracksResource(JsonClient api, PageSizeNegotiator sizes, Executor threads) {
    this.api = api;
    this.sizes = sizes;
    this.threads = threads;
  }

  /** From the first page on; a 404 is asked twice before it is believed. */
  AlbumTracks fetch(String albumId) {
    return fetchOrDeleted(albumId, true);
  }

  private AlbumTracks fetchOrDeleted(String albumId, boolean mayRetry) {
    try {
      return sizes.fetchWithLargestPage(ALBUM_TRACKS, limit -> read(albumId, limit));
    } catch (SpotifyException failure) {
      if (failure.kind() == SpotifyErrorKind.NOT_FOUND) {
        return mayRetry ? fetchOrDeleted(albumId, false) : deleted(albumId);
      }
      if (failure.kind() == SpotifyErrorKind.INCOMPLETE) {
        return new AlbumTracks(
            albumId, null, List.of(), TrackListState.INCOMPLETE, failure.getMessage());
      }
      throw failure;
    }
  }

  /**
   * From the first page on that a batch brought along. Further pages are asked for at once, so that
   * those of several albums come together; the tracks are there when they are wanted.
   */
  Supplier<AlbumTracks> continueFrom(String albumId, @Nullable JsonElement firstPage) {
    PageParser page = PageParser.from(firstPage);
    Integer limit = page.json() == null ? null : JsonValues.integer(page.json().get("limit"));
    if (limit == null || limit < 1 || limit > 50) {
      return () -> fetch(albumId);
    }
    ResponsePage<Track> first = page.slice(0, limit, endpoint(albumId), TrackParser::parse);
    boolean whole = first.isValid() && first.next() == null && !first.hasNulls();
    if (whole && first.total() != null && first.size() == first.total()) {
      PaginationResult<Track> result = readSinglePage(first);
      if (result.shortfall() == null) {
        return () -> toAlbumTracks(albumId, result);
      }
    }
    if (!first.isValid() || first.size() == 0) {
      return () -> fetch(albumId);
    }
    int knownSize = sizes.knownSize(ALBUM_TRACKS);
    Paginator<Track> prefetched = pages(albumId, knownSize);
    prefetched.prefetchAfter(first);
    return () ->
        sizes.fetchWithLargestPage(
            ALBUM_TRACKS,
            size ->
                toAlbumTracks(
                    albumId, (size == knownSize ? prefetched : pages(albumId, size)).read(first)));
  }

  private static PaginationResult<Track> readSinglePage(ResponsePage<Track> page) {
    return new Paginator<>(offset -> page, AlbumTracksResource::key, pagingConfig(page.limit()))
        .read(page);
  }

  private AlbumTracks read(String albumId, int limit) {
    return toAlbumTracks(albumId, pages(albumId, limit).read(null));
  }

  private Paginator<Track> pages(String albumId, int limit) {
    Paginator.PageSource<Track> source = offset -> slice(albumId, offset, limit);
    return new Paginator<>(
        new PrefetchingPageSource<>(source, threads),
        AlbumTracksResource::key,
        pagingConfig(limit));
  }

  /**
   * One track has one number on one disc: who comes twice with the same stands where another should
   * be.
   */
  private static Object key(Track track) {
    boolean known = track.id() != null && track.discNumber() != null && track.trackNumber() != null;
    return known
        ? Arrays.asList(track.id(), track.discNumber(), track.trackNumber())
        : track.position();
  }

  private static Paginator.PagingConfig pagingConfig(int limit) {
    return new Paginator.PagingConfig(Integer.MAX_VALUE, limit, true, MAX_RESULT_WINDOW);
  }

  private ResponsePage<Track> slice(String albumId, int offset, int limit) {
    URI endpoint = endpoint(albumId);
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("limit", Integer.toString(limit));
    parameters.put("offset", Integer.toString(offset));
    try {
      return PageParser.from(page(endpoint, parameters))
          .slice(offset, limit, endpoint, TrackParser::parse);
    } catch (SpotifyException failure) {
      if (failure.kind() == SpotifyErrorKind.NOT_FOUND && offset > 0) {
        return new ResponsePage<>(offset, limit, null, null, null, null);
      }
      throw failure;
    }
  }

  /**
   * Requests a page; once more if the service seems to be missing, which a single answer is no
   * proof of.
   */
  private JsonObject page(URI endpoint, Map<String, String> parameters) {
    try {
      return api.get(ALBUM_TRACKS, endpoint, parameters);
    } catch (SpotifyException failure) {
      if (failure.kind() != SpotifyErrorKind.NO_SERVICE) {
        throw failure;
      }
      return api.get(ALBUM_TRACKS, endpoint, parameters);
    }
  }

  private URI endpoint(String albumId) {
    AlbumParser.checkId(albumId);
    return api.endpoint("/albums/" + albumId + "/tracks");
  }

  private static AlbumTracks toAlbumTracks(String albumId, PaginationResult<Track> result) {
    Integer total = result.total();
    String shortfall = shortfall(result, total);
    TrackListState state = shortfall == null ? TrackListState.COMPLETE : TrackListState.INCOMPLETE;
    return new AlbumTracks(albumId, total, result.rows(), state, shortfall);
  }

  /** Unlike a listing's, a track that is null is missing. */
  private static @Nullable String shortfall(
      PaginationResult<Track> result, @Nullable Integer total) {
    if (result.shortfall() != null) {
      return result.shortfall();
    }
    if (result.truncated()) {
      return "it goes on beyond " + MAX_RESULT_WINDOW;
    }
    if (result.nullItems() > 0) {
      return "%d tracks of %s are null".formatted(result.nullItems(), total);
    }
    return null;
  }

  private static AlbumTracks deleted(String albumId) {
    return new AlbumTracks(
        albumId, null, List.of(), TrackListState.DELETED, "Spotify answered 404 twice");
  }
}
