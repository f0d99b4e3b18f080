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
 * A probe that sends a token request and a few small API requests to find out what an app may do.
 * It stores whether the app may fetch batches. It sends no API request during a rate-limit block.
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
   * Creates a probe. It connects when it sends its first request.
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

  /** Requests a token, which succeeds only if the credentials are valid. */
  public void signIn() {
    AccessToken unused = stack.tokens().current();
  }

  /**
   * Returns the permissions of the app.
   *
   * @throws SpotifyException if a request fails for a reason other than a missing permission
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

  /** Returns the date of Spotify's last response; empty before the first one. */
  public Optional<Instant> serverTime() {
    return transport.lastDate();
  }

  /** Returns the number of requests sent so far. */
  public RequestStats requestStats() {
    return stack.requestStats();
  }

  @Override
  public void close() {
    paging.close();
    stack.close();
  }
}
