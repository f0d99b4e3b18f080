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
    @Nullable T parse(JsonObject entry, int position);
  }

  public static PageParser from(@Nullable JsonElement json) {
    return new PageParser(json != null && json.isJsonObject() ? json.getAsJsonObject() : null);
  }

  /**
   * @param endpoint that {@code next} must name as well
   * @throws SpotifyException PROTOCOL where {@code next} leads elsewhere
   */
  public <T> ResponsePage<T> slice(
      int requestedOffset, int limit, URI endpoint, ItemParser<T> row) {
    if (json == null) {
      return new ResponsePage<>(requestedOffset, limit, null, null, null, null);
    }
    Integer offset = JsonValues.integer(json.get("offset"));
    List<@Nullable T> items = items(json.get("items"), requestedOffset, row);
    ResponsePage<T> last =
        new ResponsePage<>(
            requestedOffset, limit, offset, JsonValues.integer(json.get("total")), null, items);
    JsonElement next = json.get("next");
    if (next == null || next.isJsonNull()) {
      return last;
    }
    String link = next.isJsonPrimitive() ? next.getAsString() : next.toString();
    int nextOffset = NextLink.offset(link, endpoint);
    if (!last.isValid()) {
      return last;
    }
    checkFollows(nextOffset, link, last, endpoint);
    return new ResponsePage<>(requestedOffset, limit, offset, last.total(), nextOffset, items);
  }

  private void checkFollows(int nextOffset, String link, ResponsePage<?> slice, URI endpoint) {
    if (nextOffset <= slice.requestedOffset()) {
      throw NextLink.invalid(link, endpoint, "leads back from offset " + slice.requestedOffset());
    }
    Integer claimedLimit = json == null ? null : JsonValues.integer(json.get("limit"));
    int step = nextOffset - slice.requestedOffset();
    boolean follows =
        step == slice.limit()
            || step == slice.size()
            || (claimedLimit != null && step == claimedLimit && claimedLimit < slice.limit());
    if (!follows) {
      throw NextLink.invalid(
          link, endpoint, "does not follow from offset " + slice.requestedOffset() + " by a page");
    }
  }

  private static <T> @Nullable List<@Nullable T> items(
      @Nullable JsonElement json, int requestedOffset, ItemParser<T> row) {
    if (json == null || !json.isJsonArray()) {
      return null;
    }
    JsonArray array = json.getAsJsonArray();
    List<@Nullable T> items = new ArrayList<>(array.size());
    for (JsonElement entry : array) {
      int position = requestedOffset + items.size();
      items.add(entry.isJsonObject() ? row.parse(entry.getAsJsonObject(), position) : null);
    }
    return items;
  }
}
