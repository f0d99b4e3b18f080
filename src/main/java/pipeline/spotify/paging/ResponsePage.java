package pipeline.spotify.paging;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page as Spotify returned it. Only {@code next} has been checked.
 *
 * @param requestedOffset the offset in the request
 * @param limit the number of entries that was requested
 * @param offset the offset that the page states; null if it states none
 * @param total the number of entries in the list, as the page states it; null if it states none
 * @param next the offset of the next page; null if the page names none
 * @param items the entries, null for an entry without a usable item; null if the page has no list
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

  /** Returns the number of entries, with and without a usable item. */
  public int size() {
    return items == null ? 0 : items.size();
  }

  /** Returns the usable items, in their order. */
  public List<T> usableItems() {
    return items == null ? List.of() : items.stream().filter(Objects::nonNull).toList();
  }

  /** Returns whether this is a page, and the requested one. */
  public boolean isValid() {
    return items != null && (offset == null || offset == requestedOffset);
  }

  /** Returns the number of entries without a usable item. */
  public int nullItems() {
    return size() - usableItems().size();
  }

  /** Returns whether the list states that it is empty. */
  public boolean hasZeroTotal() {
    return total != null && total == 0;
  }

  /** Returns whether the page has fewer entries than its {@code next} or {@code total} requires. */
  boolean isShorterThanPromised() {
    boolean beforeNext = next != null && size() < Math.min(limit, next - requestedOffset);
    boolean beforeTotal = total != null && next == null && requestedOffset + size() < total;
    return beforeNext || beforeTotal;
  }
}
