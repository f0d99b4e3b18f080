package pipeline.status;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Applies a function to many items in eight threads. */
final class ParallelMap {
  private static final int MAX_THREADS = 8;

  private ParallelMap() {}

  /**
   * Returns the results in the order of the items. If the function fails, throws the exception of
   * the first item for which it failed.
   */
  static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    ExecutorService threads = Executors.newFixedThreadPool(MAX_THREADS);
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        futures.add(threads.submit(() -> work.apply(item)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the lake", stopped);
    } finally {
      threads.shutdownNow();
    }
  }
}
