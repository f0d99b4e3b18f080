package pipeline.spotify.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.auth.RefreshTokenGrant;
import pipeline.spotify.json.JsonValues;
import pipeline.spotify.paging.PagedEndpoint;
import pipeline.spotify.paging.PagingContext;

/**
 * The endpoint for the tracks of a playlist.
 *
 * @param context the context, which must allow incomplete lists. If the list is incomplete, {@link
 *     #trackUris} throws its own exception, whose message names the playlist
 */
record PlaylistsResource(PagingContext context) {
  private static final Logger LOG = LoggerFactory.getLogger("spotify.api");
  private static final String ITEMS = "playlist-items";
  private static final String ADD = "playlist-add";

  /**
   * An entry of a playlist. Several entries may contain the same track.
   *
   * @param uris the URI of the track and, if Spotify relinked it, the URI of the original track;
   *     empty if there is no track
   */
  private record PlaylistEntry(int position, List<String> uris) {}

  Set<String> trackUris(String playlistId) {
    PagedEndpoint<PlaylistEntry> endpoint =
        new PagedEndpoint<>(
            context,
            ITEMS,
            uri(playlistId),
            Map.of(),
            null,
            false,
            PlaylistsResource::entry,
            PlaylistEntry::position,
            true,
            Integer.MAX_VALUE);
    PagedResult<PlaylistEntry> entries =
        translateRefusal(playlistId, () -> endpoint.list(Integer.MAX_VALUE));
    if (entries.missing() != null) {
      throw new SpotifyException(
          SpotifyErrorKind.INCOMPLETE,
          "incomplete playlist: %s (%s); retry later".formatted(playlistId, entries.missing()));
    }
    Set<String> uris = new LinkedHashSet<>();
    long unknown = entries.nullItems();
    for (PlaylistEntry entry : entries.items()) {
      unknown += entry.uris().isEmpty() ? 1 : 0;
      uris.addAll(entry.uris());
    }
    if (unknown > 0) {
      LOG.warn("Skipped entries without a track: {} in playlist {}", unknown, playlistId);
    }
    return uris;
  }

  void add(String playlistId, String trackUri) {
    JsonArray uris = new JsonArray();
    uris.add(trackUri);
    JsonObject body = new JsonObject();
    body.add("uris", uris);
    translateRefusal(playlistId, () -> context.api().post(ADD, uri(playlistId), body));
  }

  private URI uri(String playlistId) {
    return context.api().endpoint("/playlists/" + playlistId + "/items");
  }

  private static PlaylistEntry entry(JsonObject json, int position) {
    JsonObject track = object(json.get(json.has("item") ? "item" : "track"));
    List<String> uris =
        Stream.of(track, object(track.get("linked_from")))
            .map(linked -> JsonValues.text(linked.get("uri")))
            .filter(Objects::nonNull)
            .toList();
    return new PlaylistEntry(position, uris);
  }

  private static JsonObject object(@Nullable JsonElement json) {
    return json instanceof JsonObject object ? object : new JsonObject();
  }

  /**
   * Sends a request. If Spotify refuses it, throws an exception whose message names the playlist
   * and the remedy.
   */
  private static <T> T translateRefusal(String playlistId, Supplier<T> call) {
    try {
      return call.get();
    } catch (SpotifyException refusal) {
      if (refusal.kind() == SpotifyErrorKind.NOT_FOUND) {
        throw new SpotifyException(
            SpotifyErrorKind.CONFIGURATION,
            ("playlist not found, or not visible to this user: %s; set --playlist to the link that"
                    + " Spotify's \"Copy link to playlist\" gives")
                .formatted(playlistId),
            refusal);
      }
      if (refusal.kind() == SpotifyErrorKind.FORBIDDEN) {
        throw refusal.withRemedy(
            refusal.mentions("scope")
                ? "the user's consent lacks a scope; " + RefreshTokenGrant.REMEDY
                : "the user must own the playlist or collaborate on it; check --playlist and the"
                    + " authorized user");
      }
      throw refusal;
    }
  }
}
