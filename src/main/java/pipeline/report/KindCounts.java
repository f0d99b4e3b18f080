package pipeline.report;

import java.util.EnumMap;
import java.util.Map;

/** Albums by their type. */
public final class KindCounts {
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  void add(Kind kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  public int of(Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  public int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
