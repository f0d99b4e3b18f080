package pipeline.spotify.paging;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.json.JsonValues;

/**
 * Spotify's page object: {@code items, next, offset, limit, total}, each of which may be missing.
 */
public record PageParser(@Nullable JsonObject json) {

  /** What to make of an entry; null where it holds nothing usable. */
  public interface ItemParser<T> {
    @Nullable T of(JsonObject entry, int position);
  }

  public static PageParser of(@Nullable JsonElement json) {
    return new PageParser(json != null && json.isJsonObject() ? json.getAsJsonObject() : null);
  }

  /**
   * @param endpoint that {@code next} must name as well
   * @throws SpotifyException PROTOCOL where {@code next} leads elsewhere
   */
  public <T> ResponsePage<T> slice(int asked, int limit, URI endpoint, ItemParser<T> row) {
    if (json == null) {
      return new ResponsePage<>(asked, limit, null, null, null, null);
    }
    Integer offset = JsonValues.integer(json.get("offset"));
    List<@Nullable T> items = items(json.get("items"), asked, row);
    ResponsePage<T> last =
        new ResponsePage<>(
            asked, limit, offset, JsonValues.integer(json.get("total")), null, items);
    JsonElement next = json.get("next");
    if (next == null || next.isJsonNull()) {
      return last;
    }
    String link = next.isJsonPrimitive() ? next.getAsString() : next.toString();
    int named = NextLink.offset(link, endpoint);
    if (!last.sound()) {
      return last;
    }
    requireFollowing(named, link, last, endpoint);
    return new ResponsePage<>(asked, limit, offset, last.total(), named, items);
  }

  private void requireFollowing(int named, String link, ResponsePage<?> slice, URI endpoint) {
    if (named <= slice.asked()) {
      throw NextLink.odd(link, endpoint, "leads back from offset " + slice.asked());
    }
    Integer claimed = json == null ? null : JsonValues.integer(json.get("limit"));
    int step = named - slice.asked();
    boolean follows =
        step == slice.limit()
            || step == slice.size()
            || (claimed != null && step == claimed && claimed < slice.limit());
    if (!follows) {
      throw NextLink.odd(
          link, endpoint, "does not follow from offset " + slice.asked() + " by a page");
    }
  }

  private static <T> @Nullable List<@Nullable T> items(
      @Nullable JsonElement json, int asked, ItemParser<T> row) {
    if (json == null || !json.isJsonArray()) {
      return null;
    }
    JsonArray array = json.getAsJsonArray();
    List<@Nullable T> items = new ArrayList<>(array.size());
    for (JsonElement entry : array) {
      int position = asked + items.size();
      items.add(entry.isJsonObject() ? row.of(entry.getAsJsonObject(), position) : null);
    }
    return items;
  }
}
