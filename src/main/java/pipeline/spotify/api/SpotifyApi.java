package pipeline.spotify.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.TrackSearchHit;

/**
 * What the pipeline asks of Spotify. Safe for use by many threads; a thread that is interrupted
 * stops waiting at once.
 *
 * <p>Every method throws a {@link SpotifyException} where Spotify does not give a whole answer.
 */
public interface SpotifyApi extends AutoCloseable {

  /**
   * The curated list of new releases, as of now.
   *
   * @param maxAlbums where to stop, at least 1
   * @throws SpotifyException FORBIDDEN for an app that may not call it, CLOSED where that shows in
   *     429s that no wait ends
   */
  AlbumListing newReleases(int maxAlbums);

  /**
   * The albums that a search finds, at most 1000 of them.
   *
   * @param market two letters, or null for none
   * @param maxAlbums where to stop, at least 1
   */
  AlbumListing searchAlbums(String query, @Nullable String market, int maxAlbums);

  /**
   * One page of a search, for those who keep a sequence of their own.
   *
   * @param offset of the first album; offset + limit is at most 1000
   * @param limit at most what the app may ask for: 10 suits every app
   */
  SearchPage searchPage(String query, @Nullable String market, int offset, int limit);

  /**
   * The artists that a search finds, at most 1000 of them.
   *
   * @param market two letters, or null for none
   * @param maxResults where to stop, at least 1
   */
  PagedResult<Artist> searchArtists(String query, @Nullable String market, int maxResults);

  /**
   * The tracks that a search finds, at most 1000 of them.
   *
   * @param market two letters, or null for none: with one, a track may have another id
   * @param maxResults where to stop, at least 1
   */
  PagedResult<TrackSearchHit> searchTracks(String query, @Nullable String market, int maxResults);

  /**
   * One artist.
   *
   * @throws SpotifyException NOT_FOUND where nobody has this id
   */
  Artist artist(String artistId);

  /**
   * The albums of one group that an artist has.
   *
   * @param market two letters, or null for none
   * @param maxAlbums where to stop, at least 1
   */
  PagedResult<Album> artistAlbums(
      String artistId, AlbumGroup group, @Nullable String market, int maxAlbums);

  /** The tracks of one album: one call for each 50 of them. */
  AlbumTracks tracks(String albumId);

  /**
   * The tracks of many albums, in the order of the ids, by twenty albums a call.
   *
   * @throws SpotifyException FORBIDDEN for an app that may not: {@link #mayFetchBatches()} knows
   *     from then on, and each album is to be asked for alone, over as many threads as there are
   */
  List<AlbumTracks> tracks(List<String> albumIds);

  /** False once it is known that the app may not ask for several albums at once. */
  boolean mayFetchBatches();

  /** What has been called until now. */
  RequestStats requestStats();

  @Override
  void close();
}
