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
   * Returns the results in the order of the items. Throws the exception of the first item that
   * fails.
   */
  static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    ExecutorService threads = Executors.newFixedThreadPool(MAX_THREADS);
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T one : items) {
        futures.add(threads.submit(() -> work.apply(one)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> one : futures) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the lake", stopped);
    } finally {
      threads.shutdownNow();
    }
  }
}
