package pipeline.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the stages of one command use one after the other: opened by the first that asks, closed
 * when the command ends, the last opened first. A type stands for one thing.
 */
final class Opened implements AutoCloseable {
  private final Map<Class<?>, AutoCloseable> byType = new HashMap<>();
  private final Deque<AutoCloseable> inOrder = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T get(Class<T> type, Supplier<T> open) {
    AutoCloseable there = byType.get(type);
    if (there == null) {
      there = open.get();
      byType.put(type, there);
      inOrder.push(there);
    }
    return type.cast(there);
  }

  @Override
  public synchronized void close() throws Exception {
    Exception failed = null;
    for (AutoCloseable one : inOrder) {
      try {
        one.close();
      } catch (Exception failure) {
        if (failed == null) {
          failed = failure;
        } else {
          failed.addSuppressed(failure);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
