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
import pipeline.spotify.retry.Waiter;

/** The API over HTTP: what is asked, over the {@link TransportStack} by which it is asked. */
public final class SpotifyClient implements SpotifyApi {
  private final AutoCloseable wire;
  private final PageExecutor threads;
  private final TransportStack chain;
  private final AlbumsResource albums;
  private final SearchResource searches;
  private final ArtistsResource artists;
  private final AlbumTracksResource trackLists;
  private final BatchTrackFetcher batches;

  /**
   * Connects to nothing before the first call.
   *
   * @param facts what is known about the app, and where to note what is learnt
   * @param random spreads the waits
   * @throws SpotifyException CONFIGURATION where the settings cannot be right
   */
  public static SpotifyClient open(
      SpotifySettings settings, StateStore facts, Clock clock, RandomGenerator random) {
    ApacheTransport wire = new ApacheTransport(settings, clock);
    return new SpotifyClient(settings, facts, clock, random, Waiter.real(clock), wire, wire);
  }

  SpotifyClient(
      SpotifySettings settings,
      StateStore facts,
      Clock clock,
      RandomGenerator random,
      Waiter sleeper,
      HttpTransport transport,
      AutoCloseable wire) {
    requireSecret(settings);
    OAuthGrant grant = new ClientCredentialsGrant(new TokenEndpoint(settings));
    this.wire = wire;
    this.chain = new TransportStack(settings, grant, facts, clock, random, sleeper, transport);
    JsonClient api = chain.api();
    PageSizeNegotiator sizes = new PageSizeNegotiator(facts);
    this.threads = new PageExecutor(settings.maxInFlight());
    this.albums = new AlbumsResource(api, sizes, threads, settings.allowPartial());
    this.searches = new SearchResource(api, sizes, threads, settings.allowPartial());
    this.artists = new ArtistsResource(api, sizes, threads, settings.allowPartial());
    this.trackLists = new AlbumTracksResource(api, sizes, threads);
    this.batches = new BatchTrackFetcher(api, trackLists, facts);
  }

  static void requireSecret(SpotifySettings settings) {
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
  public PagedResult<Artist> searchArtists(String query, @Nullable String market, int most) {
    return searches.artists(query, market, most);
  }

  @Override
  public PagedResult<TrackSearchHit> searchTracks(String query, @Nullable String market, int most) {
    return searches.tracks(query, market, most);
  }

  @Override
  public Artist artist(String artistId) {
    return artists.get(artistId);
  }

  @Override
  public PagedResult<Album> artistAlbums(
      String artistId, AlbumGroup group, @Nullable String market, int most) {
    return artists.albums(artistId, group, market, most);
  }

  @Override
  public AlbumTracks tracks(String albumId) {
    return trackLists.of(albumId);
  }

  @Override
  public List<AlbumTracks> tracks(List<String> albumIds) {
    return batches.tracks(albumIds);
  }

  @Override
  public boolean batches() {
    return batches.allowed();
  }

  @Override
  public RequestStats calls() {
    return chain.calls();
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
