package pipeline.spotify.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipeline.model.Album;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.auth.AccessToken;

/**
 * A probe that sends a token request and a few small API requests to find out what an app may do.
 * The probe stores whether the app may fetch batches. During a rate-limit block, the probe sends no
 * API request.
 */
public record AppDiagnosticsProbe(SpotifyClient client) implements AutoCloseable {
  private static final int PAGE_SIZE = 2;

  /**
   * The permissions of an app. An app in Development Mode has none of these permissions.
   *
   * @param mayListNewReleases whether the app may read the listing of new releases
   * @param mayFetchBatches whether the app may fetch several albums per request; empty if there was
   *     no album to fetch
   */
  public record AppPermissions(boolean mayListNewReleases, Optional<Boolean> mayFetchBatches) {}

  /**
   * Checks that no rate-limit block is in effect.
   *
   * @throws SpotifyException RATE_LIMITED during a rate-limit block
   */
  public void checkNotBlocked() {
    client.stack.block().checkNotBlocked("wait until then, because requests prolong the block");
  }

  /** Requests a token, which succeeds only if the credentials are valid. */
  public void signIn() {
    AccessToken unused = client.stack.tokens().current();
  }

  /**
   * Returns the permissions of the app. Determines them with a few small requests.
   *
   * @throws SpotifyException if a request fails for a reason other than a missing permission
   */
  public AppPermissions probePermissions() {
    Optional<PagedResult<Album>> newReleases = findNewReleases();
    List<String> ids =
        newReleases
            .orElseGet(() -> client.catalog.searchAlbums("tag:new", null).page(0, PAGE_SIZE))
            .items()
            .stream()
            .map(Album::id)
            .toList();
    return new AppPermissions(
        newReleases.isPresent(),
        ids.isEmpty()
            ? Optional.empty()
            : Optional.of(client.batches.probe(ids, client.stack.api())));
  }

  private Optional<PagedResult<Album>> findNewReleases() {
    try {
      return Optional.of(client.catalog.newReleases().page(0, PAGE_SIZE));
    } catch (SpotifyException refusal) {
      if (refusal.isEndpointRefused()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /**
   * Returns the time at which Spotify sent its last response, by Spotify's clock; empty before the
   * first response.
   */
  public Optional<Instant> serverTime() {
    return client.stack.countingTransport().lastDate();
  }

  /** Returns the number of requests sent so far. */
  public RequestStats requestStats() {
    return client.requestStats();
  }

  @Override
  public void close() {
    client.close();
  }
}
