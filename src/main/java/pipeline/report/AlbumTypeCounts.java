package pipeline.report;

import java.util.EnumMap;
import java.util.Map;

/** Albums by their type. */
public final class AlbumTypeCounts {
  private final Map<AlbumType, Integer> counts = new EnumMap<>(AlbumType.class);

  void add(AlbumType kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  public int count(AlbumType kind) {
    return counts.getOrDefault(kind, 0);
  }

  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
