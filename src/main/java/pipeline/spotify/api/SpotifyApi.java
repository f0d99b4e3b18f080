package pipeline.spotify.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.TrackSearchHit;

/**
 * The requests that the pipeline sends to Spotify. An instance is safe for use by several threads;
 * an interrupted thread stops waiting at once.
 *
 * <p>A market is a country code of two letters; null stands for none. Every method throws a {@link
 * SpotifyException} if Spotify does not return complete data.
 */
public interface SpotifyApi extends AutoCloseable {

  /**
   * Returns the current listing of new releases.
   *
   * @param maxAlbums the largest number of albums to return, at least 1
   * @throws SpotifyException FORBIDDEN if the app may not read the listing; CLOSED if Spotify shows
   *     that by endless 429s
   */
  PagedResult<Album> newReleases(int maxAlbums);

  /**
   * Returns the albums that a search finds, at most 1000.
   *
   * @param maxAlbums the largest number of albums to return, at least 1
   */
  PagedResult<Album> searchAlbums(String query, @Nullable String market, int maxAlbums);

  /**
   * Returns one page of a search for albums. It is truncated if Spotify names a next page.
   *
   * @param offset the position of the first album; offset + limit is at most 1000
   * @param limit the size of the page, at most what the app may request; every app may request 10
   */
  PagedResult<Album> searchPage(String query, @Nullable String market, int offset, int limit);

  /**
   * Returns the artists that a search finds, at most 1000.
   *
   * @param maxResults the largest number of artists to return, at least 1
   */
  PagedResult<Artist> searchArtists(String query, @Nullable String market, int maxResults);

  /**
   * Returns the tracks that a search finds, at most 1000. In a market, a track may have another ID.
   *
   * @param maxResults the largest number of tracks to return, at least 1
   */
  PagedResult<TrackSearchHit> searchTracks(String query, @Nullable String market, int maxResults);

  /**
   * Returns one artist.
   *
   * @throws SpotifyException NOT_FOUND if no artist has this ID
   */
  Artist artist(String artistId);

  /**
   * Returns the albums of one group of an artist's albums.
   *
   * @param maxAlbums the largest number of albums to return, at least 1
   */
  PagedResult<Album> artistAlbums(
      String artistId, AlbumGroup group, @Nullable String market, int maxAlbums);

  /** Returns the tracks of one album, by one request per 50 tracks. */
  AlbumTracks tracks(String albumId);

  /**
   * Returns the tracks of several albums, in the order of the IDs, by one request per 20 albums.
   *
   * @throws SpotifyException FORBIDDEN if the app may not fetch batches. From then on, {@link
   *     #mayFetchBatches()} returns false, and the caller must fetch each album by itself
   */
  List<AlbumTracks> tracks(List<String> albumIds);

  /** Returns false if a request has shown that the app may not fetch batches of albums. */
  boolean mayFetchBatches();

  /** Returns the requests that were sent until now. */
  RequestStats requestStats();

  @Override
  void close();
}
