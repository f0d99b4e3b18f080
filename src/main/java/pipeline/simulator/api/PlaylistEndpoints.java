package pipeline.simulator.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipeline.simulator.accounts.Scopes;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.SimTrack;
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimulatorJson;

/**
 * The playlists of the simulator's only user. Each valid ID belongs to a private playlist that is
 * empty at first. The simulator stores the playlists in memory until it stops.
 */
final class PlaylistEndpoints {
  private static final String USER = "simulated";
  private static final int MAX_ADDED = 100;
  private static final Pattern TRACK = Pattern.compile("spotify:track:([0-9A-Za-z]{22})");

  private record StoredTrack(String trackId, String addedAt) {}

  private final Catalogue catalogue;
  private final Clock clock;
  private final Map<String, List<StoredTrack>> playlists = new ConcurrentHashMap<>();

  PlaylistEndpoints(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  JsonObject me(ApiCall call) {
    Scopes.check(Scopes.USER, call.scopes());
    return call.renderer().user(USER);
  }

  JsonObject playlist(ApiCall call) {
    List<StoredTrack> all = requireReadable(call);
    JsonRenderer renderer = call.renderer();
    JsonObject playlist = renderer.playlist(call.id());
    playlist.addProperty("collaborative", false);
    playlist.addProperty("description", "");
    playlist.addProperty("name", "Playlist " + call.id());
    playlist.add("owner", renderer.user(USER));
    playlist.addProperty("public", false);
    playlist.addProperty("snapshot_id", snapshotId(call.id(), all));
    String address = renderer.api() + "/playlists/" + call.id() + "/items";
    playlist.add(
        "items",
        PageRenderer.firstPage(call, address, all, track -> item("item", track, renderer)));
    return playlist;
  }

  /**
   * Lists the tracks of a playlist, or adds tracks to the playlist if the method is POST.
   *
   * @param name the name of the field that contains a track
   */
  JsonObject items(ApiCall call, String name) {
    return call.request().method().equals("POST")
        ? add(call)
        : call.page(requireReadable(call), track -> item(name, track, call.renderer()));
  }

  /**
   * Adds tracks at the requested position, or at the end if no position is requested. Adds a track
   * even if the playlist already contains it.
   */
  private JsonObject add(ApiCall call) {
    WebApiEndpoints.checkId(call.id());
    Scopes.check(Scopes.MODIFY_PRIVATE, call.scopes());
    JsonObject body = body(call.request());
    List<StoredTrack> added = uris(call.request(), body).stream().map(this::track).toList();
    List<StoredTrack> all =
        playlists.compute(
            call.id(),
            (id, before) -> {
              List<StoredTrack> after = new ArrayList<>(before == null ? List.of() : before);
              after.addAll(position(body, after.size()), added);
              return List.copyOf(after);
            });
    return SimulatorJson.object("snapshot_id", snapshotId(call.id(), all));
  }

  private List<StoredTrack> requireReadable(ApiCall call) {
    WebApiEndpoints.checkId(call.id());
    Scopes.check(Scopes.READ_PRIVATE, call.scopes());
    return playlists.getOrDefault(call.id(), List.of());
  }

  private static JsonObject body(SimRequest request) {
    try {
      JsonElement body = JsonParser.parseString(request.body());
      return body.isJsonObject() ? body.getAsJsonObject() : new JsonObject();
    } catch (JsonParseException notJson) {
      throw HttpErrorException.badRequest("Error parsing JSON.");
    }
  }

  /**
   * Returns the URIs in the body or, if the body has none, those in the query. Spotify accepts
   * both.
   */
  private static List<String> uris(SimRequest request, JsonObject body) {
    List<String> uris = new ArrayList<>();
    if (body.get("uris") instanceof JsonArray array) {
      array.forEach(uri -> uris.add(uri.isJsonPrimitive() ? uri.getAsString() : ""));
    } else if (request.parameters().containsKey("uris")) {
      uris.addAll(List.of(request.parameters().get("uris").split(",", -1)));
    }
    if (uris.isEmpty()) {
      throw HttpErrorException.badRequest("No uris provided");
    }
    if (uris.size() > MAX_ADDED) {
      throw HttpErrorException.badRequest("You can add a maximum of 100 tracks per request.");
    }
    return uris;
  }

  private StoredTrack track(String uri) {
    Matcher matcher = TRACK.matcher(uri);
    if (!matcher.matches()) {
      throw HttpErrorException.badRequest("Invalid track uri: " + uri);
    }
    if (catalogue.findTrack(matcher.group(1)).isEmpty()) {
      throw HttpErrorException.badRequest("Payload contains a non-existing ID");
    }
    return new StoredTrack(
        matcher.group(1), clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static int position(JsonObject body, int size) {
    JsonElement position = body.get("position");
    if (position == null || !position.isJsonPrimitive()) {
      return size;
    }
    String text = position.getAsString();
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > size) {
      throw HttpErrorException.badRequest("Index out of bounds");
    }
    return Integer.parseInt(text);
  }

  private JsonObject item(String name, StoredTrack stored, JsonRenderer renderer) {
    JsonObject item = SimulatorJson.object("added_at", stored.addedAt());
    item.add("added_by", renderer.user(USER));
    item.addProperty("is_local", false);
    item.add("primary_color", JsonNull.INSTANCE);
    SimTrack track = catalogue.findTrack(stored.trackId()).orElseThrow();
    item.add(name, renderer.fullTrack(catalogue.album(track.slot()), track));
    return item;
  }

  private static String snapshotId(String id, List<StoredTrack> all) {
    return "AAAA%04d%s".formatted(all.size(), id);
  }
}
