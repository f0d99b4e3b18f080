package pipeline.lake.store;

import org.jspecify.annotations.Nullable;

/**
 * Functions that close several resources. If one resource fails to close, the others are still
 * closed.
 */
public final class CloseSequence {
  private CloseSequence() {}

  /**
   * Closes all resources in the given order.
   *
   * @throws RuntimeException if a resource fails to close. The first failure is thrown, with the
   *     later failures as suppressed exceptions. A checked exception becomes the cause of an {@link
   *     IllegalStateException}.
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

  /**
   * Closes a resource after a failure. If closing fails too, adds the second failure to the first
   * as a suppressed exception.
   */
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
      return new IllegalStateException("cannot close a resource", failed);
    }
  }
}
