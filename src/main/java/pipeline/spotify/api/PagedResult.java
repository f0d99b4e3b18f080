package pipeline.spotify.api;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of a list that Spotify returns page by page, up to the requested number.
 *
 * @param items in Spotify's order, each ID once
 * @param positions the position of each item at Spotify, from 0, counting entries without a usable
 *     item; empty if several lists were merged
 * @param truncated whether the requested number, or a limit of Spotify, left items out
 * @param exhausted whether the totals of all pages confirm that there are no more items
 * @param nullItems the number of entries without a usable item, after a second request
 * @param missing why items are missing; null if the list is complete. Set only if incomplete data
 *     is allowed
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

  /** Creates the result of several merged lists, which has no positions. */
  public static <T> PagedResult<T> merged(
      Collection<T> items, boolean truncated, int nullItems, @Nullable String missing) {
    return new PagedResult<>(List.copyOf(items), List.of(), truncated, false, nullItems, missing);
  }

  /** Returns the first items; truncated if there are more. */
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
