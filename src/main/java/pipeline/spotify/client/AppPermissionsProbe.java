package pipeline.spotify.client;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.AccessToken;
import pipeline.spotify.http.ApacheTransport;
import pipeline.spotify.http.ServerDateTransport;
import pipeline.spotify.paging.PagingContext;
import pipeline.spotify.retry.ConditionWaiter;

/**
 * Finds out what an app may do, by a request for a token and a few small API requests. Stores
 * whether the app may fetch batches. Sends no API request during a rate-limit block.
 */
public final class AppPermissionsProbe implements AutoCloseable {
  private static final int PAGE_SIZE = 2;

  private final ServerDateTransport transport;
  private final TransportStack stack;
  private final PagingContext paging;
  private final CatalogEndpoints catalog;
  private final BatchTrackFetcher batches;

  /**
   * The permissions of an app. An app in Development Mode has none of them.
   *
   * @param mayListNewReleases whether the app may read the listing of new releases
   * @param mayFetchBatches whether the app may fetch several albums per request; empty if there was
   *     no album to fetch
   */
  public record AppPermissions(boolean mayListNewReleases, Optional<Boolean> mayFetchBatches) {}

  /**
   * Creates a probe, which connects when it sends its first request.
   *
   * @throws SpotifyException CONFIGURATION if the settings are invalid
   */
  public AppPermissionsProbe(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    ApacheTransport connections = new ApacheTransport(settings, clock);
    this.transport = new ServerDateTransport(connections);
    this.stack =
        new TransportStack(
            settings,
            TransportStack.appGrant(settings),
            stateStore,
            clock,
            random,
            ConditionWaiter.system(clock),
            transport,
            connections);
    this.paging = stack.newPagingContext(false);
    this.catalog = new CatalogEndpoints(paging);
    this.batches = new BatchTrackFetcher(stack.api(), new AlbumTracksResource(paging), stateStore);
  }

  /** Returns the end of the current rate-limit block; empty if there is none. */
  public Optional<Instant> blockedUntil() {
    return stack.block().findEnd();
  }

  /** Requests a token, which shows that the credentials are right. */
  public void signIn() {
    AccessToken unused = stack.tokens().current();
  }

  /**
   * Returns what the app may do.
   *
   * @throws SpotifyException for any failure that is not a missing permission
   */
  public AppPermissions probePermissions() {
    Optional<PagedResult<Album>> newReleases = findNewReleases();
    List<String> ids =
        newReleases
            .orElseGet(() -> catalog.searchAlbums("tag:new", null).page(0, PAGE_SIZE))
            .items()
            .stream()
            .map(Album::id)
            .toList();
    return new AppPermissions(
        newReleases.isPresent(),
        ids.isEmpty() ? Optional.empty() : Optional.of(batches.probe(ids)));
  }

  private Optional<PagedResult<Album>> findNewReleases() {
    try {
      return Optional.of(catalog.newReleases().page(0, PAGE_SIZE));
    } catch (SpotifyException refusal) {
      if (refusal.isEndpointRefused()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /** Returns the time of Spotify's clock in its last response; empty before the first one. */
  public Optional<Instant> serverTime() {
    return transport.lastDate();
  }

  /** Returns the requests that were sent until now. */
  public RequestStats requestStats() {
    return stack.requestStats();
  }

  @Override
  public void close() {
    paging.close();
    stack.close();
  }
}
