package pipeline.cli.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.lake.store.CloseSequence;

/**
 * What the stages of one command use one after the other: opened by the first that asks, closed
 * when the command ends, the last opened first. A type stands for one thing.
 */
final class ResourceScope implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("pipeline");

  private final Map<Class<?>, AutoCloseable> byType = new HashMap<>();
  private final Deque<AutoCloseable> openOrder = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T get(Class<T> type, Supplier<T> opener) {
    AutoCloseable resource = byType.get(type);
    if (resource == null) {
      resource = opener.get();
      byType.put(type, resource);
      openOrder.push(resource);
    }
    return type.cast(resource);
  }

  /** What does not close is logged: closing publishes nothing, so the result stands. */
  @Override
  public synchronized void close() {
    try {
      CloseSequence.close(openOrder);
    } catch (RuntimeException failed) {
      LOG.warn("connections could not be closed: {}", failed.getMessage(), failed);
    }
  }
}
