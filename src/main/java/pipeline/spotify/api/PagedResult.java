package pipeline.spotify.api;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of a list that Spotify returns page by page.
 *
 * @param items the items in Spotify's order, without repeated IDs
 * @param positions the position of each item in Spotify's list, from 0. Entries without a usable
 *     item also take up a position. Empty for merged lists and for a single page
 * @param truncated whether items are missing because of the requested number, a limit of Spotify,
 *     or too many unusable entries
 * @param exhausted whether the list is certainly complete: the estimated total of every page equals
 *     the number of entries. Always false for lists with exact totals
 * @param nullItems the number of entries that have no usable item, even after a retry
 * @param missing why items are missing; null if the list is complete. Always null if incomplete
 *     data is not allowed
 */
public record PagedResult<T>(
    List<T> items,
    List<Integer> positions,
    boolean truncated,
    boolean exhausted,
    int nullItems,
    @Nullable String missing) {
  public PagedResult {
    items = List.copyOf(items);
    positions = List.copyOf(positions);
  }

  /**
   * Creates a result without {@code positions}, for items that were merged from several lists or
   * read from a single page.
   */
  public static <T> PagedResult<T> merged(
      Collection<T> items, boolean truncated, int nullItems, @Nullable String missing) {
    return new PagedResult<>(List.copyOf(items), List.of(), truncated, false, nullItems, missing);
  }

  /**
   * Returns at most the first {@code maxItems} items. If there are more items, the result is
   * truncated.
   */
  public PagedResult<T> limitTo(int maxItems) {
    return items.size() <= maxItems
        ? this
        : new PagedResult<>(
            items.subList(0, maxItems),
            positions.isEmpty() ? positions : positions.subList(0, maxItems),
            true,
            false,
            nullItems,
            missing);
  }
}
