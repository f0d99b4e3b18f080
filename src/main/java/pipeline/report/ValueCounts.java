package pipeline.report;

import java.util.HashMap;
import java.util.Map;

/** The number of items for each value of a property. */
public final class ValueCounts<V> {
  private final Map<V, Integer> counts = new HashMap<>();

  void add(V value) {
    counts.merge(value, 1, Integer::sum);
  }

  public int count(V value) {
    return counts.getOrDefault(value, 0);
  }

  /** Returns the number of all items. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
