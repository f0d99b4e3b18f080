package pipeline.spotify.api;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of a list that Spotify returns page by page.
 *
 * @param items the items in Spotify's order, without repeated IDs
 * @param positions the position of each item in Spotify's list, from 0. Entries without a usable
 *     item also count. Empty if several lists were merged
 * @param truncated whether the requested number of items, or a limit of Spotify, excluded items
 * @param exhausted whether the totals of all pages confirm that the list is complete
 * @param nullItems the number of entries without a usable item, after a retry
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

  /** Creates the result of several merged lists. It has no positions. */
  public static <T> PagedResult<T> merged(
      Collection<T> items, boolean truncated, int nullItems, @Nullable String missing) {
    return new PagedResult<>(List.copyOf(items), List.of(), truncated, false, nullItems, missing);
  }

  /** Returns the first items. The result is truncated if there are more. */
  public PagedResult<T> limitTo(int maxItems) {
    return items.size() <= maxItems
        ? this
        : new PagedResult<>(
            items.subList(0, maxItems),
            positions.isEmpty() ? positions : positions.subList(0, maxItems),
            true,
            exhausted,
            nullItems,
            missing);
  }
}
