package pipeline.spotify.paging;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page in a response of Spotify. Of the fields in the response, only {@code next} has been
 * validated.
 *
 * @param requestedOffset the offset in the request
 * @param limit the number of entries that was requested
 * @param offset the offset in the response, or null
 * @param total the number of entries in the list according to the response, or null
 * @param next the offset of the next page, or null
 * @param items the items of the entries, with null for each entry without a usable item; null if
 *     the response has no list of entries
 */
public record ResponsePage<T>(
    int requestedOffset,
    int limit,
    @Nullable Integer offset,
    @Nullable Integer total,
    @Nullable Integer next,
    @Nullable List<@Nullable T> items) {

  ResponsePage<T> withNext(int nextOffset) {
    return new ResponsePage<>(requestedOffset, limit, offset, total, nextOffset, items);
  }

  /** Returns the number of entries, including those without a usable item. */
  public int size() {
    return items == null ? 0 : items.size();
  }

  public List<T> usableItems() {
    return items == null ? List.of() : items.stream().filter(Objects::nonNull).toList();
  }

  /** Returns whether the response is a page that has the requested offset or states no offset. */
  public boolean isValid() {
    return items != null && (offset == null || offset == requestedOffset);
  }

  public int nullItems() {
    return size() - usableItems().size();
  }

  /** Returns whether the response has a total of 0. */
  public boolean hasZeroTotal() {
    return total != null && total == 0;
  }

  /** Returns whether the page has fewer entries than its {@code next} or {@code total} implies. */
  boolean isShorterThanPromised() {
    boolean beforeNext = next != null && size() < Math.min(limit, next - requestedOffset);
    boolean beforeTotal = total != null && next == null && requestedOffset + size() < total;
    return beforeNext || beforeTotal;
  }
}
