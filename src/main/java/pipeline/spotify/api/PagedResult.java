package pipeline.spotify.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, as far as it was asked for.
 *
 * @param items in Spotify's order, each id once
 * @param truncated whether there is more than was asked for
 * @param nullItems entries that held nothing usable, asked for twice
 * @param missing why these are not all, in words; null where they are. Only where a partial answer
 *     is allowed
 */
public record PagedResult<T>(
    List<T> items, boolean truncated, int nullItems, @Nullable String missing) {
  public PagedResult {
    items = List.copyOf(items);
  }
}
