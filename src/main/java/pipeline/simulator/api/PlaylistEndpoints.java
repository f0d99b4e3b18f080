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
import pipeline.simulator.http.HttpErrorException;
import pipeline.simulator.http.SimRequest;
import pipeline.simulator.http.SimulatorJson;
import pipeline.simulator.options.QuotaMode;

/**
 * The user's playlists: every id is one, private and empty until something is added. They end with
 * the simulator.
 */
public final class PlaylistEndpoints {
  static final String USER = "simulated";

  private static final int MAX_PAGE_SIZE = 50;
  private static final int DEFAULT_PAGE_SIZE = 20;
  private static final int MAX_ADDED = 100;
  private static final Pattern TRACK = Pattern.compile("spotify:track:([0-9A-Za-z]{22})");

  private record StoredTrack(String trackId, String addedAt) {}

  private final Catalogue catalogue;
  private final QuotaMode app;
  private final Clock clock;
  private final Map<String, List<StoredTrack>> entries = new ConcurrentHashMap<>();

  public PlaylistEndpoints(Catalogue catalogue, QuotaMode app, Clock clock) {
    this.catalogue = catalogue;
    this.app = app;
    this.clock = clock;
  }

  public JsonObject me(JsonRenderer render, int scopes) {
    Scopes.check(Scopes.USER, scopes);
    return render.user(USER);
  }

  public JsonObject playlist(String id, JsonRenderer render, int scopes) {
    List<StoredTrack> all = requireReadable(id, scopes);
    JsonObject playlist = render.playlist(id);
    playlist.addProperty("collaborative", false);
    playlist.addProperty("description", "");
    playlist.addProperty("name", "Playlist " + id);
    playlist.add("owner", render.user(USER));
    playlist.addProperty("public", false);
    playlist.addProperty("snapshot_id", snapshot(id, all));
    String address = render.api() + "/playlists/" + id + "/items";
    playlist.add(
        "items",
        new PageRenderer(address, Map.of(), 0)
            .page(all, new PageRequest(0, MAX_PAGE_SIZE), entry -> item("item", entry, render)));
    return playlist;
  }

  public JsonObject items(SimRequest request, String id, JsonRenderer render, int scopes) {
    return page(request, id, "item", render, scopes);
  }

  /** The older name of all this, which apps in development mode may not use. */
  public JsonObject tracks(SimRequest request, String id, JsonRenderer render, int scopes) {
    if (app == QuotaMode.DEVELOPMENT) {
      throw HttpErrorException.forbidden();
    }
    return request.method().equals("POST")
        ? add(request, id, scopes)
        : page(request, id, "track", render, scopes);
  }

  private JsonObject page(
      SimRequest request, String id, String name, JsonRenderer render, int scopes) {
    PageRequest window = PageRequest.parse(request.parameters(), MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE);
    return PageRenderer.from(request, Map.of())
        .page(requireReadable(id, scopes), window, entry -> item(name, entry, render));
  }

  /** At the end, or from the position that is asked for; what is there already is added again. */
  public JsonObject add(SimRequest request, String id, int scopes) {
    checkId(id);
    Scopes.check(Scopes.MODIFY_PRIVATE, scopes);
    JsonObject body = body(request);
    List<StoredTrack> added = uris(request, body).stream().map(this::entry).toList();
    List<StoredTrack> all =
        entries.compute(
            id,
            (same, before) -> {
              List<StoredTrack> after = new ArrayList<>(before == null ? List.of() : before);
              after.addAll(position(body, after.size()), added);
              return List.copyOf(after);
            });
    return SimulatorJson.object("snapshot_id", snapshot(id, all));
  }

  private List<StoredTrack> requireReadable(String id, int scopes) {
    checkId(id);
    Scopes.check(Scopes.READ_PRIVATE, scopes);
    return entries.getOrDefault(id, List.of());
  }

  private static void checkId(String id) {
    if (!Catalogue.isId(id)) {
      throw HttpErrorException.badRequest("Invalid base62 id");
    }
  }

  private static JsonObject body(SimRequest request) {
    try {
      JsonElement body = JsonParser.parseString(request.body());
      return body.isJsonObject() ? body.getAsJsonObject() : new JsonObject();
    } catch (JsonParseException notJson) {
      throw HttpErrorException.badRequest("Error parsing JSON.");
    }
  }

  /** From the body, or from the query, which Spotify takes too. */
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

  private StoredTrack entry(String uri) {
    Matcher track = TRACK.matcher(uri);
    if (!track.matches()) {
      throw HttpErrorException.badRequest("Invalid track uri: " + uri);
    }
    if (catalogue.recording(track.group(1)).isEmpty()) {
      throw HttpErrorException.badRequest("Payload contains a non-existing ID");
    }
    return new StoredTrack(
        track.group(1), clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
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

  private JsonObject item(String name, StoredTrack entry, JsonRenderer render) {
    JsonObject item = SimulatorJson.object("added_at", entry.addedAt());
    item.add("added_by", render.user(USER));
    item.addProperty("is_local", false);
    item.add("primary_color", JsonNull.INSTANCE);
    var release = catalogue.releaseOfTrack(entry.trackId()).orElseThrow();
    var recording = catalogue.recording(entry.trackId()).orElseThrow();
    item.add(name, render.fullTrack(release, recording));
    return item;
  }

  private static String snapshot(String id, List<StoredTrack> all) {
    return "AAAA%04d%s".formatted(all.size(), id);
  }
}
