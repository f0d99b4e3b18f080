package pipeline.simulator.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import pipeline.simulator.catalogue.SimAlbum;
import pipeline.simulator.catalogue.SimArtist;
import pipeline.simulator.catalogue.SimTrack;
import pipeline.simulator.http.SimulatorJson;
import pipeline.simulator.options.QuotaMode;

/**
 * Albums, tracks and artists as JSON; an app in development mode is told less.
 *
 * @param api the address of the API, for the hrefs
 */
public record JsonRenderer(String api, QuotaMode app) {

  /** Shared, for it stands in each track; nobody changes it. */
  private static final JsonArray MARKETS = SimulatorJson.array(Markets.ALL);

  /** As new-releases lists it: the covers come as 300, 64 and 640 there. */
  JsonObject listedAlbum(SimAlbum release) {
    JsonObject album = album(release);
    JsonArray covers = album.getAsJsonArray("images");
    covers.add(covers.remove(0));
    return album;
  }

  JsonObject album(SimAlbum release) {
    JsonObject album = object("album", release.id());
    album.addProperty("album_type", release.type());
    album.addProperty("total_tracks", release.totalTracks());
    addMarkets(album);
    album.add("images", covers(release.image()));
    album.addProperty("name", release.name());
    album.addProperty("release_date", release.date());
    album.addProperty("release_date_precision", release.precision());
    album.add("artists", credits(release.performers()));
    return album;
  }

  /** Without its page of tracks. */
  JsonObject fullAlbum(SimAlbum release) {
    JsonObject album = album(release);
    album.add("copyrights", copyrights(release));
    album.add("external_ids", SimulatorJson.object("upc", release.upc()));
    album.add("genres", new JsonArray());
    if (app == QuotaMode.EXTENDED) {
      album.addProperty("label", release.label());
      album.addProperty("popularity", release.popularity());
    }
    return album;
  }

  JsonObject track(SimTrack recording) {
    JsonObject track = object("track", recording.id());
    track.add("artists", credits(recording.performers()));
    addMarkets(track);
    track.addProperty("disc_number", recording.disc());
    track.addProperty("duration_ms", recording.durationMs());
    track.addProperty("explicit", recording.explicit());
    track.addProperty("name", recording.name());
    track.add("preview_url", JsonNull.INSTANCE);
    track.addProperty("track_number", recording.number());
    track.addProperty("is_local", false);
    return track;
  }

  JsonObject fullTrack(SimAlbum release, SimTrack recording) {
    JsonObject track = track(recording);
    track.add("album", album(release));
    track.add("external_ids", SimulatorJson.object("isrc", recording.isrc()));
    if (app == QuotaMode.EXTENDED) {
      track.addProperty("popularity", release.popularity());
    }
    return track;
  }

  JsonObject artist(SimArtist performer) {
    JsonObject artist = credit(performer);
    artist.add("images", new JsonArray());
    if (app == QuotaMode.EXTENDED) {
      JsonObject followers = new JsonObject();
      followers.add("href", JsonNull.INSTANCE);
      followers.addProperty("total", performer.followers());
      artist.add("followers", followers);
      artist.add("genres", SimulatorJson.array(performer.genres()));
      artist.addProperty("popularity", performer.popularity());
    }
    return artist;
  }

  /** The few words that there are about a user. */
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

  private JsonArray credits(List<SimArtist> performers) {
    JsonArray credits = new JsonArray(performers.size());
    performers.forEach(performer -> credits.add(credit(performer)));
    return credits;
  }

  private JsonObject credit(SimArtist performer) {
    JsonObject credit = object("artist", performer.id());
    credit.addProperty("name", performer.name());
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
    if (app == QuotaMode.EXTENDED) {
      object.add("available_markets", MARKETS);
    }
  }

  private static JsonArray covers(String image) {
    JsonArray covers = new JsonArray();
    covers.add(cover("ab67616d0000b273" + image, 640));
    covers.add(cover("ab67616d00001e02" + image, 300));
    covers.add(cover("ab67616d00004851" + image, 64));
    return covers;
  }

  private static JsonObject cover(String image, int size) {
    JsonObject cover = SimulatorJson.object("url", "https://i.scdn.co/image/" + image);
    cover.addProperty("height", size);
    cover.addProperty("width", size);
    return cover;
  }

  private static JsonArray copyrights(SimAlbum release) {
    JsonArray copyrights = new JsonArray();
    for (String type : List.of("C", "P")) {
      JsonObject copyright = SimulatorJson.object("text", release.label());
      copyright.addProperty("type", type);
      copyrights.add(copyright);
    }
    return copyrights;
  }
}
