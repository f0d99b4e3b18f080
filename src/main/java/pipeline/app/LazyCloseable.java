package pipeline.app;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A resource that the first use opens. Closing it does nothing if it was never opened. */
final class LazyCloseable<T extends AutoCloseable> implements Supplier<T>, AutoCloseable {
  private final Supplier<T> opener;
  private @Nullable T resource;

  LazyCloseable(Supplier<T> opener) {
    this.opener = opener;
  }

  @Override
  public synchronized T get() {
    if (resource == null) {
      resource = opener.get();
    }
    return resource;
  }

  @Override
  public synchronized void close() {
    if (resource != null) {
      try {
        resource.close();
      } catch (Exception failed) {
        throw new IllegalStateException("cannot close a resource", failed);
      }
    }
  }
}
