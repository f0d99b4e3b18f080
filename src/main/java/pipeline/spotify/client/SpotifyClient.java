package pipeline.spotify.client;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.TrackSearchHit;
import pipeline.spotify.api.AlbumGroup;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SearchPage;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.paging.PagingContext;

/** The Spotify API over HTTP. {@link TransportStack} sends its requests. */
public final class SpotifyClient implements SpotifyApi {
  private final TransportStack stack;
  private final PagingContext paging;
  private final AlbumsResource albums;
  private final SearchResource searches;
  private final ArtistsResource artists;
  private final AlbumTracksResource albumTracks;
  private final BatchTrackFetcher batches;

  /**
   * Creates a client, which connects when it sends its first request.
   *
   * @param stateStore stores facts about the app, such as its page sizes, between runs
   * @param random spreads the waits
   * @throws SpotifyException CONFIGURATION if the settings are invalid
   */
  public static SpotifyClient open(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    return new SpotifyClient(
        settings,
        stateStore,
        TransportStack.open(
            settings, TransportStack.appGrant(settings), stateStore, clock, random));
  }

  SpotifyClient(SpotifySettings settings, StateStore stateStore, TransportStack stack) {
    this.stack = stack;
    this.paging = stack.newPagingContext(settings.allowPartial());
    this.albums = new AlbumsResource(paging);
    this.searches = new SearchResource(paging);
    this.artists = new ArtistsResource(paging);
    this.albumTracks = new AlbumTracksResource(paging);
    this.batches = new BatchTrackFetcher(stack.api(), albumTracks, stateStore);
  }

  @Override
  public PagedResult<Album> newReleases(int maxAlbums) {
    return albums.newReleases(maxAlbums);
  }

  @Override
  public PagedResult<Album> searchAlbums(String query, @Nullable String market, int maxAlbums) {
    return searches.albums(query, market).list(maxAlbums);
  }

  @Override
  public SearchPage searchPage(String query, @Nullable String market, int offset, int limit) {
    return searches.albumPage(query, market, offset, limit);
  }

  @Override
  public PagedResult<Artist> searchArtists(String query, @Nullable String market, int maxResults) {
    return searches.artists(query, market).list(maxResults);
  }

  @Override
  public PagedResult<TrackSearchHit> searchTracks(
      String query, @Nullable String market, int maxResults) {
    return searches.tracks(query, market).list(maxResults);
  }

  @Override
  public Artist artist(String artistId) {
    return artists.get(artistId);
  }

  @Override
  public PagedResult<Album> artistAlbums(
      String artistId, AlbumGroup group, @Nullable String market, int maxAlbums) {
    return artists.albums(artistId, group, market).list(maxAlbums);
  }

  @Override
  public AlbumTracks tracks(String albumId) {
    return albumTracks.fetch(albumId);
  }

  @Override
  public List<AlbumTracks> tracks(List<String> albumIds) {
    return batches.tracks(albumIds);
  }

  @Override
  public boolean mayFetchBatches() {
    return batches.isAllowed();
  }

  @Override
  public RequestStats requestStats() {
    return stack.requestStats();
  }

  @Override
  public void close() {
    paging.close();
    stack.close();
  }
}
