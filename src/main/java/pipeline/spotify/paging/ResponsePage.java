package pipeline.spotify.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page as Spotify gave it: its {@code next} is checked, the rest is not believed yet.
 *
 * @param requestedOffset the offset that was asked for
 * @param limit rows that were asked for
 * @param offset the one that the page claims; null where it claims none
 * @param total what the page says that the listing has; null where it does not say
 * @param next the offset of the next page; null where the page names none
 * @param items what holds nothing usable is null; null as a whole where the page has no list of
 *     items
 */
public record ResponsePage<T>(
    int requestedOffset,
    int limit,
    @Nullable Integer offset,
    @Nullable Integer total,
    @Nullable Integer next,
    @Nullable List<@Nullable T> items) {

  public int size() {
    return items == null ? 0 : items.size();
  }

  long usableCount() {
    return items == null ? 0 : items.stream().filter(item -> item != null).count();
  }

  public boolean isMisplaced() {
    return offset != null && offset != requestedOffset;
  }

  /** Whether it is a page at all, and the one that was asked for. */
  public boolean isValid() {
    return items != null && !isMisplaced();
  }

  public boolean hasNulls() {
    return usableCount() < size();
  }

  boolean isBeforeTotal() {
    return total != null && requestedOffset < total;
  }

  /** Whether the listing itself says that it has nothing. */
  boolean hasZeroTotal() {
    return total != null && total == 0;
  }

  /** Whether fewer rows came than the page's own words promise. */
  boolean isShorterThanPromised() {
    boolean moreToCome = next != null && size() < Math.min(limit, next - requestedOffset);
    boolean lessThanTotal = total != null && next == null && requestedOffset + size() < total;
    return moreToCome || lessThanTotal;
  }
}
