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
 * Parses a page object of Spotify. A page object has the fields {@code items}, {@code next}, {@code
 * offset}, {@code limit} and {@code total}; each field can be missing.
 */
public final class PageParser {
  private PageParser() {}

  /** A parser for the entries of a page. */
  public interface ItemParser<T> {
    /**
     * Returns the item; null if the entry has no usable item.
     *
     * @param position the position of the entry in the list, from 0
     */
    @Nullable T parse(JsonObject entry, int position);
  }

  /**
   * Parses a page.
   *
   * @param offset the requested offset
   * @param limit the requested number of entries
   * @param endpoint the URL of the list, to which {@code next} must lead
   * @throws SpotifyException PROTOCOL if {@code next} leads to another endpoint, or to a page that
   *     does not follow this one
   */
  public static <T> ResponsePage<T> parse(
      @Nullable JsonElement json, int offset, int limit, URI endpoint, ItemParser<T> parser) {
    if (!(json instanceof JsonObject page)) {
      return new ResponsePage<>(offset, limit, null, null, null, null);
    }
    ResponsePage<T> parsed =
        new ResponsePage<>(
            offset,
            limit,
            JsonValues.integer(page.get("offset")),
            JsonValues.integer(page.get("total")),
            null,
            items(page.get("items"), offset, parser));
    JsonElement next = page.get("next");
    if (next == null || next.isJsonNull()) {
      return parsed;
    }
    NextLink link =
        new NextLink(next.isJsonPrimitive() ? next.getAsString() : next.toString(), endpoint);
    int nextOffset = link.offset();
    return parsed.isValid()
        ? parsed.withNext(
            link.checkFollows(nextOffset, parsed, JsonValues.integer(page.get("limit"))))
        : parsed;
  }

  private static <T> @Nullable List<@Nullable T> items(
      @Nullable JsonElement json, int offset, ItemParser<T> parser) {
    if (!(json instanceof JsonArray array)) {
      return null;
    }
    List<@Nullable T> items = new ArrayList<>(array.size());
    for (JsonElement entry : array) {
      items.add(
          entry instanceof JsonObject item ? parser.parse(item, offset + items.size()) : null);
    }
    return items;
  }
}
