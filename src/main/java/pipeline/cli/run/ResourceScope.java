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
 * The resources that the stages of one command share, one of each type. A resource is opened at its
 * first use. The end of the command closes all resources in reverse order.
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

  /**
   * Closes all resources. A failure to close is only logged: no data is published on close, so the
   * result of the command stays valid.
   */
  @Override
  public synchronized void close() {
    try {
      CloseSequence.close(openOrder);
    } catch (RuntimeException failed) {
      LOG.warn("cannot close connections: {}", failed.getMessage(), failed);
    }
  }
}
