package pipeline.spotify.client;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.TrackSearchHit;
import pipeline.spotify.api.AlbumGroup;
import pipeline.spotify.api.AlbumListing;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SearchPage;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.ClientCredentialsGrant;
import pipeline.spotify.auth.OAuthGrant;
import pipeline.spotify.auth.TokenEndpoint;
import pipeline.spotify.http.ApacheTransport;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.paging.PageExecutor;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.retry.ConditionWaiter;

/** The API over HTTP: what is asked, over the {@link TransportStack} by which it is asked. */
public final class SpotifyClient implements SpotifyApi {
  private final AutoCloseable wire;
  private final PageExecutor threads;
  private final TransportStack stack;
  private final AlbumsResource albums;
  private final SearchResource searches;
  private final ArtistsResource artists;
  private final AlbumTracksResource albumTracks;
  private final BatchTrackFetcher batches;

  /**
   * Connects to nothing before the first call.
   *
   * @param stateStore what is known about the app, and where to note what is learnt
   * @param random spreads the waits
   * @throws SpotifyException CONFIGURATION where the settings cannot be right
   */
  public static SpotifyClient open(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    ApacheTransport transport = new ApacheTransport(settings, clock);
    return new SpotifyClient(
        settings, stateStore, clock, random, ConditionWaiter.system(clock), transport, transport);
  }

  SpotifyClient(
      SpotifySettings settings,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random,
      ConditionWaiter waiter,
      HttpTransport transport,
      AutoCloseable wire) {
    checkSecret(settings);
    OAuthGrant grant = new ClientCredentialsGrant(new TokenEndpoint(settings));
    this.wire = wire;
    this.stack = new TransportStack(settings, grant, stateStore, clock, random, waiter, transport);
    JsonClient api = stack.api();
    PageSizeNegotiator sizes = new PageSizeNegotiator(stateStore);
    this.threads = new PageExecutor(settings.maxInFlight());
    this.albums = new AlbumsResource(api, sizes, threads, settings.allowPartial());
    this.searches = new SearchResource(api, sizes, threads, settings.allowPartial());
    this.artists = new ArtistsResource(api, sizes, threads, settings.allowPartial());
    this.albumTracks = new AlbumTracksResource(api, sizes, threads);
    this.batches = new BatchTrackFetcher(api, albumTracks, stateStore);
  }

  static void checkSecret(SpotifySettings settings) {
    if (settings.clientId().isBlank() || settings.clientSecret().isBlank()) {
      throw new SpotifyException(
          SpotifyErrorKind.CONFIGURATION,
          "Spotify needs the credentials of an app: set SPOTIFY_CLIENT_ID and"
              + " SPOTIFY_CLIENT_SECRET, or try everything without any by --simulate.");
    }
  }

  @Override
  public AlbumListing newReleases(int maxAlbums) {
    return albums.newReleases(maxAlbums);
  }

  @Override
  public AlbumListing searchAlbums(String query, @Nullable String market, int maxAlbums) {
    return albums.search(query, market, maxAlbums);
  }

  @Override
  public SearchPage searchPage(String query, @Nullable String market, int offset, int limit) {
    return albums.searchPage(query, market, offset, limit);
  }

  @Override
  public PagedResult<Artist> searchArtists(String query, @Nullable String market, int maxResults) {
    return searches.artists(query, market, maxResults);
  }

  @Override
  public PagedResult<TrackSearchHit> searchTracks(
      String query, @Nullable String market, int maxResults) {
    return searches.tracks(query, market, maxResults);
  }

  @Override
  public Artist artist(String artistId) {
    return artists.get(artistId);
  }

  @Override
  public PagedResult<Album> artistAlbums(
      String artistId, AlbumGroup group, @Nullable String market, int maxAlbums) {
    return artists.albums(artistId, group, market, maxAlbums);
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
    threads.close();
    try {
      wire.close();
    } catch (Exception failure) {
      throw new IllegalStateException("the connections do not close", failure);
    }
  }
}
