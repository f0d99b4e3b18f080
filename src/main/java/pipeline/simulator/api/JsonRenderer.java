package pipeline.simulator.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pipeline.simulator.catalogue.Catalogue;
import pipeline.simulator.catalogue.SimAlbum;
import pipeline.simulator.catalogue.SimArtist;
import pipeline.simulator.catalogue.SimCopyright;
import pipeline.simulator.catalogue.SimTrack;
import pipeline.simulator.http.SimulatorJson;
import pipeline.simulator.options.QuotaMode;

/**
 * Renders albums, tracks, artists and playlists as JSON, with fewer fields in development mode.
 *
 * @param api the address of the API; all values of {@code href} begin with this address
 * @param market the requested market; null to include the list of markets instead
 * @param isTakenDown returns, for the ID of an album, whether the album was taken down
 */
record JsonRenderer(
    String api,
    QuotaMode app,
    @Nullable String market,
    Catalogue catalogue,
    Predicate<String> isTakenDown) {

  /** The list of all markets. All albums and tracks share this array, so it must not be changed. */
  private static final JsonArray MARKETS = SimulatorJson.array(Markets.ALL, JsonPrimitive::new);

  /**
   * Returns an album as an item of new-releases. As with Spotify, its images are 300, 64 and 640
   * pixels wide, in this order.
   */
  JsonObject listedAlbum(SimAlbum source) {
    JsonObject album = album(source);
    JsonArray images = album.getAsJsonArray("images");
    if (!images.isEmpty()) {
      images.add(images.remove(0));
    }
    return album;
  }

  JsonObject album(SimAlbum complete) {
    SimAlbum source = isTakenDown.test(complete.id()) ? catalogue.takenDown(complete) : complete;
    JsonObject album = object("album", source.id());
    album.addProperty("album_type", source.type());
    album.addProperty("total_tracks", source.totalTracks());
    addMarkets(album);
    album.add("images", images(source.image()));
    album.addProperty("name", source.name());
    album.addProperty("release_date", source.date());
    album.addProperty("release_date_precision", source.precision());
    album.add("artists", SimulatorJson.array(source.artists(), this::credit));
    return album;
  }

  /** Returns an album as {@code /v1/albums/ID} returns it, but without the page of tracks. */
  JsonObject fullAlbum(SimAlbum source) {
    JsonObject album = album(source);
    album.add("copyrights", SimulatorJson.array(source.copyrights(), JsonRenderer::copyright));
    String upc = source.upc();
    album.add("external_ids", upc == null ? new JsonObject() : SimulatorJson.object("upc", upc));
    album.add("genres", new JsonArray());
    if (app == QuotaMode.EXTENDED) {
      album.addProperty("label", source.label());
      album.addProperty("popularity", source.popularity());
    }
    return album;
  }

  JsonObject track(SimTrack source) {
    TrackAvailability availability = TrackAvailability.find(source.id(), market);
    String id =
        availability == TrackAvailability.RELINKED
            ? catalogue.relinkedTrackId(source.id())
            : source.id();
    JsonObject track = object("track", id);
    track.add("artists", SimulatorJson.array(source.artists(), this::credit));
    addMarkets(track);
    track.addProperty("disc_number", source.disc());
    track.addProperty("duration_ms", source.durationMs());
    track.addProperty("explicit", source.explicit());
    track.addProperty("name", source.name());
    track.add("preview_url", JsonNull.INSTANCE);
    track.addProperty("track_number", source.number());
    track.addProperty("is_local", false);
    if (!id.equals(source.id())) {
      track.add("linked_from", object("track", source.id()));
    }
    if (availability == TrackAvailability.RESTRICTED) {
      track.addProperty("is_playable", false);
      track.add("restrictions", SimulatorJson.object("reason", "market"));
    }
    return track;
  }

  JsonObject fullTrack(SimAlbum sourceAlbum, SimTrack source) {
    JsonObject track = track(source);
    track.add("album", album(sourceAlbum));
    track.add("external_ids", SimulatorJson.object("isrc", source.isrc()));
    if (app == QuotaMode.EXTENDED) {
      track.addProperty("popularity", sourceAlbum.popularity());
    }
    return track;
  }

  JsonObject artist(SimArtist source) {
    JsonObject artist = credit(source);
    artist.add("images", new JsonArray());
    artist.add("genres", SimulatorJson.array(source.genres(), JsonPrimitive::new));
    if (app == QuotaMode.EXTENDED) {
      JsonObject followers = new JsonObject();
      followers.add("href", JsonNull.INSTANCE);
      followers.addProperty("total", source.followers());
      artist.add("followers", followers);
      artist.addProperty("popularity", source.popularity());
    }
    return artist;
  }

  JsonObject user(String id) {
    JsonObject user = object("user", id);
    user.addProperty("display_name", "Somebody Simulated");
    user.add("images", new JsonArray());
    return user;
  }

  JsonObject playlist(String id) {
    JsonObject playlist = object("playlist", id);
    playlist.add("images", new JsonArray());
    return playlist;
  }

  private JsonObject credit(SimArtist source) {
    JsonObject credit = object("artist", source.id());
    credit.addProperty("name", source.name());
    return credit;
  }

  private JsonObject object(String type, String id) {
    JsonObject object = new JsonObject();
    object.add(
        "external_urls",
        SimulatorJson.object("spotify", "https://open.spotify.com/" + type + "/" + id));
    object.addProperty("href", api + "/" + type + "s/" + id);
    object.addProperty("id", id);
    object.addProperty("type", type);
    object.addProperty("uri", "spotify:" + type + ":" + id);
    return object;
  }

  private void addMarkets(JsonObject object) {
    if (market != null) {
      object.addProperty("is_playable", true);
    } else if (app == QuotaMode.EXTENDED) {
      object.add("available_markets", MARKETS);
    }
  }

  private static JsonArray images(String image) {
    JsonArray images = new JsonArray();
    if (image.isEmpty()) {
      return images;
    }
    images.add(image("ab67616d0000b273" + image, 640));
    images.add(image("ab67616d00001e02" + image, 300));
    images.add(image("ab67616d00004851" + image, 64));
    return images;
  }

  private static JsonObject image(String name, int size) {
    JsonObject image = SimulatorJson.object("url", "https://i.scdn.co/image/" + name);
    image.addProperty("height", size);
    image.addProperty("width", size);
    return image;
  }

  private static JsonObject copyright(SimCopyright source) {
    JsonObject copyright = SimulatorJson.object("text", source.text());
    copyright.addProperty("type", source.type());
    return copyright;
  }
}
