package pipeline.spotify.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.InterruptibleWaits;
import pipeline.spotify.api.SpotifyApi;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.json.AlbumParser;

/**
 * Fetches the tracks of {@link SpotifyApi#BATCH_SIZE} albums per request. Not every app may fetch
 * batches. The first request shows whether the app has this permission, and the result is stored
 * for later runs.
 */
final class BatchTrackFetcher {
  private final StateStore stateStore;
  private final ReentrantLock probeLock = new ReentrantLock();
  private volatile Optional<Boolean> allowed = Optional.empty();

  BatchTrackFetcher(StateStore stateStore) {
    this.stateStore = stateStore;
  }

  /** Returns false if a response has shown that the app is not allowed to fetch batches. */
  boolean isAllowed() {
    return findKnownPermission().orElse(true);
  }

  /**
   * Requests a batch, and stores whether the app may fetch batches.
   *
   * @return whether the app may fetch batches
   */
  boolean probe(List<String> ids, JsonClient api) {
    try {
      Map<String, JsonObject> unused = requestAlbums(ids, api);
    } catch (SpotifyException refusal) {
      if (refusal.kind() != SpotifyErrorKind.FORBIDDEN) {
        throw refusal;
      }
    }
    return isAllowed();
  }

  /**
   * Returns the tracks of albums in the order of the IDs. Sends the requests through the given
   * resource.
   */
  List<AlbumTracks> tracks(List<String> ids, AlbumTracksResource albumTracks) {
    ids.forEach(AlbumParser::checkId);
    List<AlbumTracks> all = new ArrayList<>(ids.size());
    for (int from = 0; from < ids.size(); from += SpotifyApi.BATCH_SIZE) {
      int to = Math.min(ids.size(), from + SpotifyApi.BATCH_SIZE);
      all.addAll(fetchBatch(ids.subList(from, to), albumTracks));
    }
    return all;
  }

  private List<AlbumTracks> fetchBatch(List<String> ids, AlbumTracksResource resource) {
    if (ids.size() == 1) {
      return List.of(resource.fetch(ids.get(0)));
    }
    Map<String, JsonObject> albums = albums(ids, resource.context().api());
    List<Supplier<AlbumTracks>> pending =
        ids.stream().map(id -> tracks(id, albums.get(id), resource)).toList();
    return pending.stream().map(Supplier::get).toList();
  }

  /**
   * Returns the tracks of one album. If the batch response lacks the album, the returned supplier
   * requests the album separately. Only a 404 for a separate request shows that the album is
   * deleted.
   */
  private static Supplier<AlbumTracks> tracks(
      String id, @Nullable JsonObject album, AlbumTracksResource resource) {
    return album == null ? () -> resource.fetch(id) : resource.continueFrom(id, album);
  }

  /**
   * Returns the albums by ID. While it is unknown whether the app may fetch batches, one thread
   * sends a request and the other threads wait.
   */
  private Map<String, JsonObject> albums(List<String> ids, JsonClient client) {
    if (findKnownPermission().isEmpty()) {
      InterruptibleWaits.lock(probeLock);
      try {
        if (findKnownPermission().isEmpty()) {
          return requestAlbums(ids, client);
        }
      } finally {
        probeLock.unlock();
      }
    }
    if (!isAllowed()) {
      throw new SpotifyException(
          SpotifyErrorKind.FORBIDDEN,
          "batches are forbidden for this app; request each album separately");
    }
    return requestAlbums(ids, client);
  }

  private Map<String, JsonObject> requestAlbums(List<String> ids, JsonClient client) {
    try {
      JsonObject response =
          client.get("albums", client.endpoint("/albums"), Map.of("ids", String.join(",", ids)));
      updatePermission(true);
      Map<String, JsonObject> byId = new HashMap<>();
      if (response.get("albums") instanceof JsonArray albums) {
        for (JsonElement element : albums) {
          if (element instanceof JsonObject album && AlbumParser.parseId(album) != null) {
            byId.putIfAbsent(AlbumParser.parseId(album), album);
          }
        }
      }
      return byId;
    } catch (SpotifyException failure) {
      if (failure.kind() == SpotifyErrorKind.FORBIDDEN) {
        updatePermission(false);
      }
      throw failure;
    }
  }

  private Optional<Boolean> findKnownPermission() {
    if (allowed.isEmpty()) {
      allowed = stateStore.findBatchPermission();
    }
    return allowed;
  }

  private void updatePermission(boolean may) {
    if (allowed.isEmpty() || allowed.get() != may) {
      allowed = Optional.of(may);
      stateStore.writeBatchPermission(may);
    }
  }
}
