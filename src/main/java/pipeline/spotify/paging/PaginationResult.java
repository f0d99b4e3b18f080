package pipeline.spotify.paging;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The items of a list, collected page by page. */
public final class PaginationResult<T> {
  private final Map<Object, PositionedItem<T>> items = new LinkedHashMap<>();
  private final Set<Integer> nullPositions = new HashSet<>();
  private @Nullable Integer total;
  private @Nullable Integer estimate;
  private boolean hasVaryingEstimates;
  private @Nullable String shortfall;
  private boolean truncated;

  /**
   * An item and its position in Spotify's list, from 0. Entries without a usable item also take up
   * a position.
   */
  private record PositionedItem<T>(T item, int position) {}

  boolean hasNewItems(ResponsePage<T> page, Function<T, Object> key) {
    return page.usableItems().stream().anyMatch(item -> !items.containsKey(key.apply(item)));
  }

  /** Adds the items of a valid page. Returns whether any of these items is new. */
  boolean add(ResponsePage<T> page, Function<T, Object> key) {
    int before = items.size();
    int position = page.requestedOffset();
    for (T item : Objects.requireNonNull(page.items())) {
      if (item == null) {
        nullPositions.add(position);
      } else {
        items.putIfAbsent(key.apply(item), new PositionedItem<>(item, position));
      }
      position++;
    }
    return items.size() > before;
  }

  /**
   * Records the exact total of a page. If this total differs from the total of an earlier page, the
   * list has changed during the read and is incomplete.
   */
  void updateTotal(@Nullable Integer pageTotal) {
    if (pageTotal != null && total != null && !total.equals(pageTotal)) {
      markIncomplete("the total changed from %d to %d".formatted(total, pageTotal));
    }
    total = pageTotal == null ? total : pageTotal;
  }

  void updateEstimate(@Nullable Integer pageTotal) {
    hasVaryingEstimates |= pageTotal == null || (estimate != null && !estimate.equals(pageTotal));
    estimate = pageTotal;
  }

  /**
   * Returns whether all pages have the same estimated total, and this total equals the number of
   * entries.
   */
  public boolean isEstimateConfirmed() {
    return !hasVaryingEstimates && estimate != null && estimate == entryCount();
  }

  void markIncomplete(String reason) {
    shortfall = reason;
  }

  /** Marks the list as truncated, and removes all items after the first {@code maxItems}. */
  void truncate(int maxItems) {
    truncated = true;
    if (items.size() > maxItems) {
      List<Object> surplus = List.copyOf(items.keySet()).subList(maxItems, items.size());
      int end = Objects.requireNonNull(items.get(surplus.get(0))).position();
      nullPositions.removeIf(position -> position > end);
      surplus.forEach(items::remove);
    }
  }

  /** Returns the items in the order of the list, without repetitions. */
  public List<T> items() {
    return items.values().stream().map(PositionedItem::item).toList();
  }

  /** Returns the positions of the items in Spotify's list, from 0. */
  public List<Integer> positions() {
    return items.values().stream().map(PositionedItem::position).toList();
  }

  int size() {
    return items.size();
  }

  int entryCount() {
    return items.size() + nullPositions.size();
  }

  /** Returns the exact total of the last page that has one; null if no page has one. */
  public @Nullable Integer total() {
    return total;
  }

  public int nullItems() {
    return nullPositions.size();
  }

  public boolean truncated() {
    return truncated;
  }

  /** Returns why the list is incomplete; null if it is complete. */
  public @Nullable String shortfall() {
    return shortfall;
  }
}
