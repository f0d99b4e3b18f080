package pipeline.spotify.paging;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one passage through a listing brought. */
public final class PaginationResult<T> {
  private final Map<Object, PositionedItem<T>> rows = new LinkedHashMap<>();
  private final Set<Integer> nulls = new HashSet<>();
  private @Nullable Integer total;
  private @Nullable Integer claimed;
  private boolean claimsDiffer;
  private @Nullable String shortfall;
  private boolean truncated;

  /** A row, and its position at Spotify, which counts the entries that hold none. */
  private record PositionedItem<T>(T row, int position) {}

  boolean hasNewRows(ResponsePage<T> slice, Function<T, Object> key) {
    return slice.items() != null
        && slice.items().stream()
            .anyMatch(item -> item != null && !rows.containsKey(key.apply(item)));
  }

  /** Adds a page's rows; says whether any was new. */
  boolean add(ResponsePage<T> slice, Function<T, Object> key) {
    int before = rows.size();
    int position = slice.requestedOffset();
    for (T item : Objects.requireNonNull(slice.items())) {
      if (item == null) {
        nulls.add(position);
      } else {
        rows.putIfAbsent(key.apply(item), new PositionedItem<>(item, position));
      }
      position++;
    }
    return rows.size() > before;
  }

  /** Notes the total of a page; a total that moves means that the list did. */
  void updateTotal(@Nullable Integer pageTotal) {
    if (pageTotal == null) {
      return;
    }
    if (total != null && !total.equals(pageTotal)) {
      markIncomplete("its total moved from %d to %d while it was read".formatted(total, pageTotal));
    }
    total = pageTotal;
  }

  /** Notes the total of a page of a listing whose totals are estimates. */
  void claim(@Nullable Integer ofPage) {
    claimsDiffer |= ofPage == null || (claimed != null && !claimed.equals(ofPage));
    claimed = ofPage;
  }

  /** Returns whether every page claims the same total, and exactly so many entries were seen. */
  public boolean hasAllThatIsClaimed() {
    return !claimsDiffer && claimed != null && claimed == seenCount();
  }

  void markIncomplete(String reason) {
    shortfall = reason;
  }

  void truncate(int maxRows) {
    truncated = true;
    if (rows.size() > maxRows) {
      List<Object> beyond = List.copyOf(rows.keySet()).subList(maxRows, rows.size());
      int end = Objects.requireNonNull(rows.get(beyond.get(0))).position();
      nulls.removeIf(position -> position > end);
      beyond.forEach(rows::remove);
    }
  }

  /** In the order of the listing, each key once. */
  public List<T> rows() {
    return rows.values().stream().map(PositionedItem::row).toList();
  }

  /** Positions at Spotify, one for each of {@link #rows()}. */
  public List<Integer> positions() {
    return rows.values().stream().map(PositionedItem::position).toList();
  }

  int size() {
    return rows.size();
  }

  /** Rows, and the entries that hold none. */
  int seenCount() {
    return rows.size() + nulls.size();
  }

  @Nullable
  public Integer total() {
    return total;
  }

  public int nullItems() {
    return nulls.size();
  }

  public boolean truncated() {
    return truncated;
  }

  /** Why this is not all, in words; null where it is. */
  @Nullable
  public String shortfall() {
    return shortfall;
  }
}
