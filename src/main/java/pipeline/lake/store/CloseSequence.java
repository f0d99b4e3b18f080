package pipeline.lake.store;

import org.jspecify.annotations.Nullable;

/** Resources that are closed one after the other, each although one before it failed to close. */
public final class CloseSequence {
  private CloseSequence() {}

  /**
   * Closes all of them in this order.
   *
   * @throws RuntimeException the first failure, which has those after it as suppressed ones; a
   *     checked one is the cause of an {@link IllegalStateException}
   */
  public static void close(Iterable<? extends AutoCloseable> resources) {
    RuntimeException first = null;
    for (AutoCloseable resource : resources) {
      RuntimeException failed = failure(resource);
      if (first == null) {
        first = failed;
      } else if (failed != null) {
        first.addSuppressed(failed);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Closes what a constructor has opened before it failed. */
  public static void closeAfter(Throwable cause, AutoCloseable resource) {
    RuntimeException failed = failure(resource);
    if (failed != null) {
      cause.addSuppressed(failed);
    }
  }

  private static @Nullable RuntimeException failure(AutoCloseable resource) {
    try {
      resource.close();
      return null;
    } catch (RuntimeException failed) {
      return failed;
    } catch (Exception failed) {
      return new IllegalStateException("a resource does not close", failed);
    }
  }
}
