package pipeline.spotify.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page as Spotify gave it: its {@code next} is checked, the rest is not believed yet.
 *
 * @param asked the offset that was asked for
 * @param limit rows that were asked for
 * @param offset the one that the page claims; null where it claims none
 * @param total what the page says that the listing has; null where it does not say
 * @param next the offset of the next page; null where the page names none
 * @param items what holds nothing usable is null; null as a whole where the page has no list of
 *     items
 */
public record ResponsePage<T>(
    int asked,
    int limit,
    @Nullable Integer offset,
    @Nullable Integer total,
    @Nullable Integer next,
    @Nullable List<@Nullable T> items) {

  public int size() {
    return items == null ? 0 : items.size();
  }

  long usable() {
    return items == null ? 0 : items.stream().filter(item -> item != null).count();
  }

  public boolean misplaced() {
    return offset != null && offset != asked;
  }

  /** Whether it is a page at all, and the one that was asked for. */
  public boolean sound() {
    return items != null && !misplaced();
  }

  public boolean holdsNulls() {
    return usable() < size();
  }

  boolean beforeTotal() {
    return total != null && asked < total;
  }

  /** Whether the listing itself says that it has nothing. */
  boolean saysNone() {
    return total != null && total == 0;
  }

  /** Whether fewer rows came than the page's own words promise. */
  boolean shorterThanPromised() {
    boolean moreToCome = next != null && size() < Math.min(limit, next - asked);
    boolean lessThanTotal = total != null && next == null && asked + size() < total;
    return moreToCome || lessThanTotal;
  }
}
