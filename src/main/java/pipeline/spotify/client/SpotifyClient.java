package pipeline.spotify.client;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.Track;
import pipeline.model.TrackSearchHit;
import pipeline.spotify.api.AlbumGroup;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.PlaylistApi;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.OAuthGrant;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.json.ArtistParser;
import pipeline.spotify.json.JsonValues;
import pipeline.spotify.paging.PagingContext;
import pipeline.spotify.quota.CallReservation;

/** The client of Spotify's Web API. */
public final class SpotifyClient implements SpotifyApi, PlaylistApi {
  private final SpotifySettings settings;
  private final StateStore stateStore;
  final TransportStack stack;
  private final PagingContext paging;
  final CatalogEndpoints catalog;
  private final AlbumTracksResource albumTracks;
  final BatchTrackFetcher batches;
  private final PlaylistsResource playlists;

  /**
   * Creates a client that acts for the app, without a user. The client connects when it sends its
   * first request.
   *
   * @param stateStore stores facts about the app, such as its page sizes, between runs
   * @param random the source of the jitter in waits
   * @throws SpotifyException CONFIGURATION if the settings are invalid
   */
  public static SpotifyClient open(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    return open(settings, TransportStack.appGrant(settings), stateStore, clock, random);
  }

  /**
   * Creates a client that acts for the app or for a user, depending on the grant.
   *
   * @param settings the settings; the client secret may be empty if the grant acts for a user
   * @throws SpotifyException CONFIGURATION if the settings are invalid
   */
  public static SpotifyClient open(
      SpotifySettings settings,
      OAuthGrant grant,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random) {
    return new SpotifyClient(
        settings, stateStore, TransportStack.open(settings, grant, stateStore, clock, random));
  }

  SpotifyClient(SpotifySettings settings, StateStore stateStore, TransportStack stack) {
    this(settings, stateStore, stack, new BatchTrackFetcher(stateStore));
  }

  private SpotifyClient(
      SpotifySettings settings,
      StateStore stateStore,
      TransportStack stack,
      BatchTrackFetcher batches) {
    this.settings = settings;
    this.stateStore = stateStore;
    this.stack = stack;
    this.paging =
        PagingContext.create(
            stack.api(), stateStore, settings.maxInFlight(), settings.allowPartial());
    this.catalog = new CatalogEndpoints(paging);
    this.albumTracks = new AlbumTracksResource(paging);
    this.batches = batches;
    this.playlists = new PlaylistsResource(paging.withPartial());
  }

  @Override
  public SpotifyClient withOwnCount() {
    return new SpotifyClient(settings, stateStore, stack.withOwnCount(), batches);
  }

  @Override
  public PagedResult<Album> newReleases(int maxAlbums) {
    return catalog.newReleases().list(maxAlbums);
  }

  @Override
  public PagedResult<Album> searchAlbums(String query, @Nullable String market, int maxAlbums) {
    return catalog.searchAlbums(query, market).list(maxAlbums);
  }

  @Override
  public PagedResult<Album> searchPage(
      String query, @Nullable String market, int offset, int limit) {
    return catalog.searchAlbums(query, market).page(offset, limit);
  }

  @Override
  public PagedResult<Artist> searchArtists(String query, @Nullable String market, int maxResults) {
    return catalog.searchArtists(query, market).list(maxResults);
  }

  @Override
  public PagedResult<TrackSearchHit> searchTracks(
      String query, @Nullable String market, int maxResults) {
    return catalog.searchTracks(query, market).list(maxResults);
  }

  @Override
  public Artist artist(String artistId) {
    String path = CatalogEndpoints.artistPath(artistId);
    Artist artist =
        ArtistParser.parse(stack.api().get("artist", stack.api().endpoint(path), Map.of()));
    if (artist == null) {
      throw new SpotifyException(
          SpotifyErrorKind.INCOMPLETE, "artist without an ID: " + path + "; retry later");
    }
    return artist;
  }

  @Override
  public PagedResult<Album> artistAlbums(
      String artistId, AlbumGroup group, @Nullable String market, int maxAlbums) {
    return catalog.artistAlbums(artistId, group, market).list(maxAlbums);
  }

  @Override
  public AlbumTracks tracks(String albumId, int calls) {
    try (CallReservation reserved = stack.ledger().reserve(EndpointFamily.ALBUMS, calls)) {
      return albumTracks.withCalls(reserved).fetch(albumId);
    }
  }

  @Override
  public List<AlbumTracks> tracks(List<String> albumIds, int calls) {
    try (CallReservation reserved = stack.ledger().reserve(EndpointFamily.ALBUMS, calls)) {
      return batches.tracks(albumIds, albumTracks.withCalls(reserved));
    }
  }

  @Override
  public boolean mayFetchBatches() {
    return batches.isAllowed();
  }

  @Override
  public List<Track> searchTracks(String query, int maxResults) {
    return catalog.searchTracks(query, null).page(0, maxResults).items().stream()
        .map(TrackSearchHit::track)
        .limit(maxResults)
        .toList();
  }

  @Override
  public Set<String> trackUris(String playlistId) {
    return playlists.trackUris(playlistId);
  }

  @Override
  public void add(String playlistId, String trackUri) {
    playlists.add(playlistId, trackUri);
  }

  @Override
  public String userName() {
    JsonObject user = stack.api().get("me", stack.api().endpoint("/me"), Map.of());
    return Stream.of("display_name", "id")
        .map(field -> JsonValues.text(user.get(field)))
        .filter(name -> name != null && !name.isBlank())
        .findFirst()
        .map(SpotifyErrorBody::oneLine)
        .orElseThrow(
            () ->
                new SpotifyException(
                    SpotifyErrorKind.INCOMPLETE, "user without a name or ID: /me; retry later"));
  }

  @Override
  public void pause(Duration time) {
    stack.gate().pause(time);
  }

  @Override
  public RequestStats requestStats() {
    return stack.countingTransport().requestStats();
  }

  @Override
  public void close() {
    paging.close();
    stack.close();
  }
}
