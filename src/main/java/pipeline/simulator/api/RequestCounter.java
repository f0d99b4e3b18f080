package pipeline.simulator.api;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests came, by kind. */
public final class RequestCounter {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  public void count(Endpoint endpoint) {
    counts.computeIfAbsent(endpoint.label(), label -> new LongAdder()).increment();
  }

  public Map<String, Long> byKind() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((label, count) -> sums.put(label, count.sum()));
    return sums;
  }
}
