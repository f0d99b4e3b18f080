package pipeline.spotify.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.TrackSearchHit;

/**
 * The requests that read Spotify's catalog. An instance is thread-safe. If a thread is interrupted,
 * its waits for the rate limit and for other threads end at once. A wait for a response does not.
 *
 * <p>A market is a country code of two letters, or null for no market. A maximum number of items
 * must be at least 1. Every method throws a {@link SpotifyException} if Spotify does not return
 * complete data.
 */
public interface SpotifyApi extends AutoCloseable {
  /** The largest number of albums in a batch, which one request fetches. */
  int BATCH_SIZE = 20;

  /** The largest number of entries on a page of a list, such as the list of an album's tracks. */
  int MAX_PAGE_SIZE = 50;

  /**
   * Returns the current listing of new releases.
   *
   * @throws SpotifyException FORBIDDEN or CLOSED if the app is not allowed to read the listing
   */
  PagedResult<Album> newReleases(int maxAlbums);

  /** Returns the albums that match a query, at most 1000. */
  PagedResult<Album> searchAlbums(String query, @Nullable String market, int maxAlbums);

  /**
   * Returns one page of the albums that match a query. The result is truncated if the page has a
   * {@code next} link.
   *
   * @param offset the position of the first album, from 0; offset + limit is at most 1000
   * @param limit the number of albums per page. Spotify accepts up to 10 from every app, and more
   *     from some apps
   */
  PagedResult<Album> searchPage(String query, @Nullable String market, int offset, int limit);

  /** Returns the artists that match a query, at most 1000. */
  PagedResult<Artist> searchArtists(String query, @Nullable String market, int maxResults);

  /**
   * Returns the tracks that match a query, at most 1000. If a market is given, Spotify may return
   * another ID for the same track.
   */
  PagedResult<TrackSearchHit> searchTracks(String query, @Nullable String market, int maxResults);

  /**
   * Returns one artist.
   *
   * @throws SpotifyException NOT_FOUND if no artist has this ID
   */
  Artist artist(String artistId);

  /** Returns the albums of an artist in one group, such as the singles. */
  PagedResult<Album> artistAlbums(
      String artistId, AlbumGroup group, @Nullable String market, int maxAlbums);

  /**
   * Returns the tracks of one album. Sends one request per {@link #MAX_PAGE_SIZE} tracks.
   *
   * @param calls the expected number of requests; this number of calls is reserved in advance, so
   *     that the daily quota does not end in the middle of the album
   * @throws SpotifyException RATE_LIMITED if the daily quota has fewer calls left
   */
  AlbumTracks tracks(String albumId, int calls);

  /**
   * Returns the tracks of several albums in the order of the IDs. Sends one request per {@link
   * #BATCH_SIZE} albums, and further requests for tracks that are missing from the responses.
   *
   * @param calls the expected number of requests, as for {@link #tracks(String, int)}
   * @throws SpotifyException FORBIDDEN if the app is not allowed to fetch batches. {@link
   *     #mayFetchBatches()} then returns false, and the caller must use {@link #tracks(String,
   *     int)}
   */
  List<AlbumTracks> tracks(List<String> albumIds, int calls);

  /**
   * Returns whether the app may fetch several albums per request; true until a response has shown
   * the opposite.
   */
  boolean mayFetchBatches();

  /**
   * Returns a view of this client that counts only the requests that are sent through the view.
   * This client counts these requests too. Closing the view ends the threads of the view and leaves
   * this client open.
   */
  SpotifyApi withOwnCount();

  /** Returns the number of requests sent so far. */
  RequestStats requestStats();

  @Override
  void close();
}
