package pipeline.app;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is opened when it is first needed, and closed where it was opened. */
final class LazyCloseable<T extends AutoCloseable> implements Supplier<T>, AutoCloseable {
  private final Supplier<T> open;
  private @Nullable T opened;

  LazyCloseable(Supplier<T> open) {
    this.open = open;
  }

  @Override
  public synchronized T get() {
    if (opened == null) {
      opened = open.get();
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      try {
        opened.close();
      } catch (Exception failed) {
        throw new IllegalStateException("it does not close", failed);
      }
    }
  }
}
