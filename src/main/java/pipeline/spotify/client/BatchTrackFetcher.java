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
  private static final int SIZE = 20;
  private static final String FACT = "batches";

  private final JsonClient api;
  private final AlbumTracksResource single;
  private final StateStore facts;
  private final ReentrantLock finding = new ReentrantLock();
  private volatile Optional<Boolean> allowed = Optional.empty();

  BatchTrackFetcher(JsonClient api, AlbumTracksResource single, StateStore facts) {
    this.api = api;
    this.single = single;
    this.facts = facts;
  }

  /** True until it is known that the app may not. */
  boolean allowed() {
    return known().orElse(true);
  }

  List<AlbumTracks> tracks(List<String> ids) {
    ids.forEach(AlbumParser::requireId);
    List<AlbumTracks> all = new ArrayList<>(ids.size());
    for (int from = 0; from < ids.size(); from += SIZE) {
      all.addAll(twenty(ids.subList(from, Math.min(ids.size(), from + SIZE))));
    }
    return all;
  }

  private List<AlbumTracks> twenty(List<String> ids) {
    if (ids.size() == 1) {
      return List.of(single.of(ids.get(0)));
    }
    Map<String, JsonObject> albums = albums(ids);
    List<Supplier<AlbumTracks>> begun = ids.stream().map(id -> tracks(id, albums.get(id))).toList();
    return begun.stream().map(Supplier::get).toList();
  }

  /** What the batch has not, or has as null, is asked for alone: only a 404 of its own counts. */
  private Supplier<AlbumTracks> tracks(String id, @Nullable JsonObject album) {
    return album == null ? () -> single.of(id) : single.continuing(id, album.get("tracks"));
  }

  /** Albums by id. The first to ask finds out for all whether the app may; then all ask at once. */
  private Map<String, JsonObject> albums(List<String> ids) {
    if (known().isEmpty()) {
      try {
        finding.lockInterruptibly();
      } catch (InterruptedException stop) {
        throw TransportFailures.interruption(stop);
      }
      try {
        if (known().isEmpty()) {
          return ask(ids);
        }
      } finally {
        finding.unlock();
      }
    }
    return askIfAllowed(ids);
  }

  private Map<String, JsonObject> askIfAllowed(List<String> ids) {
    if (!allowed()) {
      throw new SpotifyException(
          SpotifyErrorKind.FORBIDDEN,
          "This app may not ask for several albums at once: ask for each alone.");
    }
    return ask(ids);
  }

  private Map<String, JsonObject> ask(List<String> ids) {
    try {
      JsonObject answer =
          api.get("albums", api.endpoint("/albums"), Map.of("ids", String.join(",", ids)));
      learn(true);
      return byId(answer.get("albums"));
    } catch (SpotifyException failure) {
      if (failure.kind() == SpotifyErrorKind.FORBIDDEN) {
        learn(false);
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
        String id = AlbumParser.id(album);
        if (id != null) {
          byId.putIfAbsent(id, album);
        }
      }
    }
    return byId;
  }

  private Optional<Boolean> known() {
    if (allowed.isEmpty()) {
      allowed = facts.read(FACT).map(String::strip).flatMap(BatchTrackFetcher::yesOrNo);
    }
    return allowed;
  }

  private static Optional<Boolean> yesOrNo(String text) {
    return switch (text) {
      case "yes" -> Optional.of(true);
      case "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private void learn(boolean may) {
    if (allowed.isEmpty() || allowed.get() != may) {
      allowed = Optional.of(may);
      note(facts, may);
    }
  }

  /** For every later run. */
  static void note(StateStore facts, boolean may) {
    facts.write(FACT, may ? "yes" : "no");
  }
}
