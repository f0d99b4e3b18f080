package pipeline.spotify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one passage through a listing brought. */
final class Reading<T> {
  private final Map<Object, T> rows = new LinkedHashMap<>();
  private @Nullable Integer total;
  private @Nullable String shortfall;
  private int nullItems;
  private boolean truncated;

  boolean hasNews(Slice<T> slice, Function<T, Object> key) {
    return slice.items() != null
        && slice.items().stream()
            .anyMatch(item -> item != null && !rows.containsKey(key.apply(item)));
  }

  /** Adds a page's rows; says whether any was new. */
  boolean add(Slice<T> slice, Function<T, Object> key) {
    int before = rows.size();
    for (T item : Objects.requireNonNull(slice.items())) {
      if (item == null) {
        nullItems++;
      } else {
        rows.putIfAbsent(key.apply(item), item);
      }
    }
    return rows.size() > before;
  }

  /** Notes the total of a page; a total that moves means that the list did. */
  void note(@Nullable Integer ofPage) {
    if (ofPage == null) {
      return;
    }
    if (total != null && !total.equals(ofPage)) {
      fallShort("its total moved from %d to %d while it was read".formatted(total, ofPage));
    }
    total = ofPage;
  }

  void fallShort(String why) {
    shortfall = why;
  }

  void truncate(int most) {
    truncated = true;
    while (rows.size() > most) {
      rows.remove(lastKey());
    }
  }

  private Object lastKey() {
    Object last = null;
    for (Object key : rows.keySet()) {
      last = key;
    }
    return Objects.requireNonNull(last);
  }

  /** In the order of the listing, each key once. */
  List<T> rows() {
    return List.copyOf(rows.values());
  }

  int size() {
    return rows.size();
  }

  /** Rows, and the entries that hold none. */
  int seen() {
    return rows.size() + nullItems;
  }

  @Nullable Integer total() {
    return total;
  }

  int nullItems() {
    return nullItems;
  }

  boolean truncated() {
    return truncated;
  }

  /** Why this is not all, in words; null where it is. */
  @Nullable String shortfall() {
    return shortfall;
  }
}
