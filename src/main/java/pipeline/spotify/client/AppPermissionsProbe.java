package pipeline.spotify.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import pipeline.spotify.api.AppPermissions;
import pipeline.spotify.api.RequestStats;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.auth.ClientCredentialsGrant;
import pipeline.spotify.auth.TokenEndpoint;
import pipeline.spotify.http.ApacheTransport;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.http.ServerDateTransport;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.paging.PageSizeNegotiator;
import pipeline.spotify.retry.ConditionWaiter;
import pipeline.spotify.retry.RateLimitBlock;

/**
 * Finds out what an app may do, by few and small calls: one for a token, three at the most of the
 * API. What it learns of batches is noted. A block that was noted before is respected.
 */
public final class AppPermissionsProbe implements AutoCloseable {
  private static final String NEW_RELEASES = "new-releases";
  private static final String ALBUMS = "albums";
  private static final String PAGE_LIMIT = "2";

  private final ApacheTransport transport;
  private final ServerDateTransport dated;
  private final TransportStack stack;
  private final RateLimitBlock block;
  private final StateStore stateStore;

  /** Connects to nothing before the first call. */
  public static AppPermissionsProbe open(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    return new AppPermissionsProbe(settings, stateStore, clock, random);
  }

  private AppPermissionsProbe(
      SpotifySettings settings, StateStore stateStore, Clock clock, RandomGenerator random) {
    SpotifyClient.checkSecret(settings);
    this.transport = new ApacheTransport(settings, clock);
    this.dated = new ServerDateTransport(transport);
    this.stateStore = stateStore;
    this.block = new RateLimitBlock(stateStore, clock, settings.ignoreBlock());
    this.stack =
        new TransportStack(
            settings,
            new ClientCredentialsGrant(new TokenEndpoint(settings)),
            stateStore,
            clock,
            random,
            ConditionWaiter.system(clock),
            dated);
  }

  /** When a block ends that Spotify asked for earlier; empty where none lasts. */
  public Optional<Instant> blockedUntil() {
    return block.findEnd();
  }

  /** Gets a token, which shows that the credentials are right. */
  public void signIn() {
    stack.signIn();
  }

  /** What the app may do; every refusal that is not about that is thrown. */
  public AppPermissions probePermissions() {
    List<String> ids = new ArrayList<>();
    boolean newReleases = newReleases(ids);
    if (!newReleases) {
      Map<String, String> search = new LinkedHashMap<>();
      search.put("q", "tag:new");
      search.put("type", "album");
      search.put("limit", PAGE_LIMIT);
      collectIds(
          stack.api().get(PageSizeNegotiator.SEARCH, stack.api().endpoint("/search"), search), ids);
    }
    return new AppPermissions(newReleases, probeBatches(ids));
  }

  private boolean newReleases(List<String> ids) {
    try {
      JsonClient api = stack.api();
      Map<String, String> few = Map.of("limit", PAGE_LIMIT);
      collectIds(api.getUnlessClosed(NEW_RELEASES, api.endpoint("/browse/new-releases"), few), ids);
      return true;
    } catch (SpotifyException refusal) {
      if (refusal.isEndpointRefused()) {
        return false;
      }
      throw refusal;
    }
  }

  private Optional<Boolean> probeBatches(List<String> ids) {
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    boolean may = mayBatch(ids);
    BatchTrackFetcher.storePermission(stateStore, may);
    return Optional.of(may);
  }

  private boolean mayBatch(List<String> ids) {
    JsonClient api = stack.api();
    try {
      JsonObject unused =
          api.get(ALBUMS, api.endpoint("/albums"), Map.of("ids", String.join(",", ids)));
      return true;
    } catch (SpotifyException refusal) {
      if (refusal.kind() == SpotifyErrorKind.FORBIDDEN) {
        return false;
      }
      throw refusal;
    }
  }

  /** Ids of a page of albums. */
  private static void collectIds(JsonObject answer, List<String> ids) {
    JsonElement albums = answer.get("albums");
    JsonElement items =
        albums != null && albums.isJsonObject() ? albums.getAsJsonObject().get("items") : null;
    JsonArray page =
        items != null && items.isJsonArray() ? items.getAsJsonArray() : new JsonArray();
    for (JsonElement item : page) {
      String id = item.isJsonObject() ? AlbumParser.parseId(item.getAsJsonObject()) : null;
      if (id != null) {
        ids.add(id);
      }
    }
  }

  /** What Spotify's clock said with its last answer. */
  public Optional<Instant> serverTime() {
    return dated.lastDate();
  }

  /** What has been called until now. */
  public RequestStats requestStats() {
    return stack.requestStats();
  }

  @Override
  public void close() {
    transport.close();
  }
}
