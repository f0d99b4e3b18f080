package pipeline.spotify;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.FoundTrack;
import pipeline.spotify.SpotifyException.Kind;

/** The API over HTTP: what is asked, over the {@link Chain} by which it is asked. */
public final class SpotifyClient implements SpotifyApi {
  private final AutoCloseable wire;
  private final PageThreads threads;
  private final Chain chain;
  private final Albums albums;
  private final Searches searches;
  private final Artists artists;
  private final TrackLists trackLists;
  private final Batches batches;

  /**
   * Connects to nothing before the first call.
   *
   * @param facts what is known about the app, and where to note what is learnt
   * @param random spreads the waits
   * @throws SpotifyException CONFIGURATION where the settings cannot be right
   */
  public static SpotifyClient open(
      SpotifySettings settings, Facts facts, Clock clock, RandomGenerator random) {
    ApacheHttp wire = new ApacheHttp(settings, clock);
    return new SpotifyClient(settings, facts, clock, random, Sleeper.real(clock), wire, wire);
  }

  SpotifyClient(
      SpotifySettings settings,
      Facts facts,
      Clock clock,
      RandomGenerator random,
      Sleeper sleeper,
      Http transport,
      AutoCloseable wire) {
    requireSecret(settings);
    Grant grant = new AppGrant(new TokenEndpoint(settings));
    this.wire = wire;
    this.chain = new Chain(settings, grant, facts, clock, random, sleeper, transport);
    JsonApi api = chain.api();
    PageSizes sizes = new PageSizes(facts);
    this.threads = new PageThreads(settings.maxInFlight());
    this.albums = new Albums(api, sizes, threads, settings.allowPartial());
    this.searches = new Searches(api, sizes, threads, settings.allowPartial());
    this.artists = new Artists(api, sizes, threads, settings.allowPartial());
    this.trackLists = new TrackLists(api, sizes, threads);
    this.batches = new Batches(api, trackLists, facts);
  }

  static void requireSecret(SpotifySettings settings) {
    if (settings.clientId().isBlank() || settings.clientSecret().isBlank()) {
      throw new SpotifyException(
          Kind.CONFIGURATION,
          "Spotify needs the credentials of an app: set SPOTIFY_CLIENT_ID and"
              + " SPOTIFY_CLIENT_SECRET, or try everything without any by --simulate.");
    }
  }

  @Override
  public Listing newReleases(int maxAlbums) {
    return albums.newReleases(maxAlbums);
  }

  @Override
  public Listing searchAlbums(String query, @Nullable String market, int maxAlbums) {
    return albums.search(query, market, maxAlbums);
  }

  @Override
  public Page searchPage(String query, @Nullable String market, int offset, int limit) {
    return albums.searchPage(query, market, offset, limit);
  }

  @Override
  public Found<Artist> searchArtists(String query, @Nullable String market, int most) {
    return searches.artists(query, market, most);
  }

  @Override
  public Found<FoundTrack> searchTracks(String query, @Nullable String market, int most) {
    return searches.tracks(query, market, most);
  }

  @Override
  public Artist artist(String artistId) {
    return artists.get(artistId);
  }

  @Override
  public Found<Album> artistAlbums(
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
  public Calls calls() {
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
