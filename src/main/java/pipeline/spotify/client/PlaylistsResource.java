package pipeline.spotify.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.auth.RefreshTokenGrant;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.json.JsonValues;
import pipeline.spotify.paging.PageParser;
import pipeline.spotify.paging.PaginationResult;
import pipeline.spotify.paging.Paginator;
import pipeline.spotify.paging.ResponsePage;

/** Playlists over HTTP: read to their end, added to by single requests. */
final class PlaylistsResource {
  private static final Logger LOG = LoggerFactory.getLogger("spotify.api");
  private static final String ITEMS = "playlist-items";
  private static final String ADD = "playlist-add";
  private static final int PAGE_SIZE = 50;

  private final JsonClient api;

  PlaylistsResource(JsonClient api) {
    this.api = api;
  }

  /**
   * A place in a playlist. One track may be in several.
   *
   * @param uris of the track, and of the one that it stands in for; none where Spotify tells none
   */
  private record PlaylistEntry(int position, List<String> uris) {}

  Set<String> trackUris(String playlistId) {
    URI endpoint = endpoint(playlistId);
    var config = new Paginator.PagingConfig(Integer.MAX_VALUE, PAGE_SIZE, true, Integer.MAX_VALUE);
    var pages =
        new Paginator<PlaylistEntry>(at -> slice(endpoint, at), PlaylistEntry::position, config);
    PaginationResult<PlaylistEntry> result = translateRefusal(playlistId, () -> pages.read(null));
    if (result.shortfall() != null) {
      throw new SpotifyException(
          SpotifyErrorKind.INCOMPLETE,
          "The playlist %s is not whole, though asked for again: %s. Run again later."
              .formatted(playlistId, result.shortfall()));
    }
    Set<String> uris = new LinkedHashSet<>();
    result.rows().forEach(entry -> uris.addAll(entry.uris()));
    long unknown =
        result.nullItems() + result.rows().stream().filter(e -> e.uris().isEmpty()).count();
    if (unknown > 0) {
      LOG.warn(
          "entries without a track: {} of playlist {}; they were left out", unknown, playlistId);
    }
    return uris;
  }

  void add(String playlistId, String trackUri) {
    JsonArray uris = new JsonArray();
    uris.add(trackUri);
    JsonObject body = new JsonObject();
    body.add("uris", uris);
    translateRefusal(playlistId, () -> api.post(ADD, endpoint(playlistId), body));
  }

  private URI endpoint(String playlistId) {
    return api.endpoint("/playlists/" + playlistId + "/items");
  }

  private ResponsePage<PlaylistEntry> slice(URI endpoint, int offset) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("limit", Integer.toString(PAGE_SIZE));
    parameters.put("offset", Integer.toString(offset));
    return PageParser.from(api.get(ITEMS, endpoint, parameters))
        .slice(offset, PAGE_SIZE, endpoint, PlaylistsResource::entry);
  }

  private static PlaylistEntry entry(JsonObject json, int position) {
    JsonObject item = object(json.has("item") ? json.get("item") : json.get("track"));
    List<String> uris = new ArrayList<>();
    for (JsonObject track : new JsonObject[] {item, object(item.get("linked_from"))}) {
      String uri = JsonValues.text(track.get("uri"));
      if (uri != null) {
        uris.add(uri);
      }
    }
    return new PlaylistEntry(position, uris);
  }

  private static JsonObject object(@Nullable JsonElement json) {
    return json != null && json.isJsonObject() ? json.getAsJsonObject() : new JsonObject();
  }

  /** What a refusal means where it is about a playlist that somebody named. */
  private static <T> T translateRefusal(String playlistId, Supplier<T> call) {
    try {
      return call.get();
    } catch (SpotifyException refusal) {
      if (refusal.kind() == SpotifyErrorKind.NOT_FOUND) {
        throw new SpotifyException(
            SpotifyErrorKind.CONFIGURATION,
            "There is no playlist %s, or this user may not see it. Check --playlist: the link that"
                    .formatted(playlistId)
                + " Spotify's own \"copy link to playlist\" gives is right.",
            refusal);
      }
      if (refusal.kind() == SpotifyErrorKind.FORBIDDEN) {
        throw new SpotifyException(SpotifyErrorKind.FORBIDDEN, forbidden(refusal), refusal);
      }
      throw refusal;
    }
  }

  private static String forbidden(SpotifyException refusal) {
    String message = Objects.requireNonNullElse(refusal.getMessage(), "");
    String remedy =
        refusal.mentions("scope")
            ? "The user has agreed to less than this needs. " + RefreshTokenGrant.REMEDY
            : "An app adds only to playlists that its user owns or works on with others: check"
                + " --playlist, and who authorized.";
    return message + " " + remedy;
  }
}
