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
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.http.TransportFailures;
import pipeline.spotify.json.AlbumParser;

/** Tracks of twenty albums a call, where the app may; whether it may is found out once. */
final class BatchTrackFetcher {
  private static final int BATCH_SIZE = 20;
  private static final String STATE_KEY = "batches";

  private final JsonClient api;
  private final AlbumTracksResource albumTracks;
  private final StateStore stateStore;
  private final ReentrantLock probeLock = new ReentrantLock();
  private volatile Optional<Boolean> allowed = Optional.empty();

  BatchTrackFetcher(JsonClient api, AlbumTracksResource albumTracks, StateStore stateStore) {
    this.api = api;
    this.albumTracks = albumTracks;
    this.stateStore = stateStore;
  }

  /** True until it is known that the app may not. */
  boolean isAllowed() {
    return findKnownPermission().orElse(true);
  }

  List<AlbumTracks> tracks(List<String> ids) {
    ids.forEach(AlbumParser::checkId);
    List<AlbumTracks> all = new ArrayList<>(ids.size());
    for (int from = 0; from < ids.size(); from += BATCH_SIZE) {
      all.addAll(fetchBatch(ids.subList(from, Math.min(ids.size(), from + BATCH_SIZE))));
    }
    return all;
  }

  private List<AlbumTracks> fetchBatch(List<String> ids) {
    if (ids.size() == 1) {
      return List.of(albumTracks.fetch(ids.get(0)));
    }
    Map<String, JsonObject> albums = albums(ids);
    List<Supplier<AlbumTracks>> pending =
        ids.stream().map(id -> tracks(id, albums.get(id))).toList();
    return pending.stream().map(Supplier::get).toList();
  }

  /** What the batch has not, or has as null, is asked for alone: only a 404 of its own counts. */
  private Supplier<AlbumTracks> tracks(String id, @Nullable JsonObject album) {
    return album == null
        ? () -> albumTracks.fetch(id)
        : albumTracks.continueFrom(id, album.get("tracks"));
  }

  /** Albums by id. The first to ask finds out for all whether the app may; then all ask at once. */
  private Map<String, JsonObject> albums(List<String> ids) {
    if (findKnownPermission().isEmpty()) {
      try {
        probeLock.lockInterruptibly();
      } catch (InterruptedException stop) {
        throw TransportFailures.interruption(stop);
      }
      try {
        if (findKnownPermission().isEmpty()) {
          return requestAlbums(ids);
        }
      } finally {
        probeLock.unlock();
      }
    }
    return requestIfAllowed(ids);
  }

  private Map<String, JsonObject> requestIfAllowed(List<String> ids) {
    if (!isAllowed()) {
      throw new SpotifyException(
          SpotifyErrorKind.FORBIDDEN,
          "This app may not ask for several albums at once: ask for each alone.");
    }
    return requestAlbums(ids);
  }

  private Map<String, JsonObject> requestAlbums(List<String> ids) {
    try {
      JsonObject answer =
          api.get("albums", api.endpoint("/albums"), Map.of("ids", String.join(",", ids)));
      updatePermission(true);
      return byId(answer.get("albums"));
    } catch (SpotifyException failure) {
      if (failure.kind() == SpotifyErrorKind.FORBIDDEN) {
        updatePermission(false);
      }
      throw failure;
    }
  }

  private static Map<String, JsonObject> byId(JsonElement albums) {
    Map<String, JsonObject> byId = new HashMap<>();
    JsonArray array = albums != null && albums.isJsonArray() ? albums.getAsJsonArray() : null;
    for (int i = 0; array != null && i < array.size(); i++) {
      if (array.get(i).isJsonObject()) {
        JsonObject album = array.get(i).getAsJsonObject();
        String id = AlbumParser.parseId(album);
        if (id != null) {
          byId.putIfAbsent(id, album);
        }
      }
    }
    return byId;
  }

  private Optional<Boolean> findKnownPermission() {
    if (allowed.isEmpty()) {
      allowed =
          stateStore.find(STATE_KEY).map(String::strip).flatMap(BatchTrackFetcher::permissionFrom);
    }
    return allowed;
  }

  private static Optional<Boolean> permissionFrom(String text) {
    return switch (text) {
      case "yes" -> Optional.of(true);
      case "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private void updatePermission(boolean may) {
    if (allowed.isEmpty() || allowed.get() != may) {
      allowed = Optional.of(may);
      storePermission(stateStore, may);
    }
  }

  /** For every later run. */
  static void storePermission(StateStore stateStore, boolean may) {
    stateStore.write(STATE_KEY, may ? "yes" : "no");
  }
}
