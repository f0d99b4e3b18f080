package pipeline.spotify.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;

/**
 * A Spotify that answers from a file in {@code src/test/resources/field/}. The file has one listing
 * for new-releases, searches and artists' albums, the tracks of each album, and rules that replace
 * a response.
 */
public final class RecordedSpotify implements FakeTransport.FakeAnswer {
  private static final ApiResponse UNKNOWN = FakeTransport.error(404, "non existing id");

  private final JsonObject recording;
  private final FakeTransport transport = new FakeTransport(this);

  private RecordedSpotify(JsonObject recording) {
    this.recording = recording;
  }

  /** Creates a client of the recording with this name. */
  public static SpotifyClient client(String name) {
    return read(name).client();
  }

  /** Creates a Spotify for an app in Development Mode, with albums without tracks. */
  public static RecordedSpotify inDevelopmentMode(int albums) {
    JsonArray listing = new JsonArray();
    for (String id : FakeListing.ids(albums)) {
      JsonObject album = new JsonObject();
      album.addProperty("id", id);
      listing.add(album);
    }
    JsonObject recording = object("listing", listing);
    recording.add("tracks", new JsonObject());
    recording.add("rules", new JsonArray());
    recording.addProperty("app", "development");
    return new RecordedSpotify(recording);
  }

  /** Creates a client with an empty state store. */
  public SpotifyClient client() {
    return FakeClients.over(transport);
  }

  /** Returns the paths and queries of all requests that begin with this text. */
  public List<String> requestsTo(String beginning) {
    return transport.paths().stream().filter(path -> path.startsWith(beginning)).toList();
  }

  private static RecordedSpotify read(String name) {
    try (Reader file =
        new InputStreamReader(
            Objects.requireNonNull(
                RecordedSpotify.class.getResourceAsStream("/field/" + name + ".json")),
            StandardCharsets.UTF_8)) {
      return new RecordedSpotify(JsonParser.parseReader(file).getAsJsonObject());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public ApiResponse respond(ApiRequest call) {
    String path = call.uri().getPath();
    for (JsonElement rule : recording.getAsJsonArray("rules")) {
      JsonObject instead = rule.getAsJsonObject();
      if (path.matches(".*" + instead.get("path").getAsString())) {
        return FakeTransport.json(instead.get("status").getAsInt(), instead.get("body").toString());
      }
    }
    Map<String, String> parameters = FakeListing.parameters(call.uri().getRawQuery());
    JsonArray listing = recording.getAsJsonArray("listing");
    if (path.endsWith("/albums") && parameters.containsKey("ids")) {
      return ok(batch(List.of(parameters.get("ids").split("%2C|,", -1))));
    }
    if (path.startsWith("/v1/albums/")) {
      JsonElement tracks = tracks(path.split("/", -1)[3]);
      if (tracks.isJsonNull()) {
        return UNKNOWN;
      }
      JsonObject page = page(tracks.getAsJsonArray(), parameters);
      return ok(path.endsWith("/tracks") ? page : object("tracks", page));
    }
    if (isInDevelopmentMode() && path.endsWith("/new-releases")) {
      return FakeTransport.error(403, "Forbidden");
    }
    if (isInDevelopmentMode() && Integer.parseInt(parameters.get("limit")) > 10) {
      return FakeTransport.error(400, "Invalid limit");
    }
    JsonObject page = page(listing, parameters);
    return ok(path.startsWith("/v1/artists/") ? page : object("albums", page));
  }

  private boolean isInDevelopmentMode() {
    return recording.has("app") && recording.get("app").getAsString().equals("development");
  }

  private JsonElement tracks(String albumId) {
    JsonElement tracks = recording.getAsJsonObject("tracks").get(albumId);
    return tracks == null ? JsonNull.INSTANCE : tracks;
  }

  private JsonObject batch(List<String> ids) {
    JsonArray albums = new JsonArray();
    for (String id : ids) {
      JsonElement tracks = tracks(id);
      if (tracks.isJsonNull()) {
        albums.add(tracks);
      } else {
        JsonObject album = object("tracks", page(tracks.getAsJsonArray(), Map.of()));
        album.addProperty("id", id);
        albums.add(album);
      }
    }
    return object("albums", albums);
  }

  private static JsonObject page(JsonArray all, Map<String, String> parameters) {
    int offset = Integer.parseInt(parameters.getOrDefault("offset", "0"));
    int limit = Integer.parseInt(parameters.getOrDefault("limit", "50"));
    JsonArray items = new JsonArray();
    for (int i = offset; i < Math.min(all.size(), offset + limit); i++) {
      items.add(all.get(i));
    }
    JsonObject page = object("items", items);
    int next = offset + limit;
    page.add("next", next < all.size() ? link(next, limit) : JsonNull.INSTANCE);
    page.addProperty("offset", offset);
    page.addProperty("limit", limit);
    page.addProperty("total", all.size());
    return page;
  }

  private static JsonElement link(int offset, int limit) {
    return new JsonPrimitive("?offset=" + offset + "&limit=" + limit);
  }

  private static JsonObject object(String name, JsonElement value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

  private static ApiResponse ok(JsonObject body) {
    return FakeTransport.json(200, body.toString());
  }
}
