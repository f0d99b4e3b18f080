package pipeline.lake;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import pipeline.lake.parquet.BackgroundExecutor;

/**
 * An iterator over the results of reading several items, in the order of the items. Other threads
 * read the next items while the caller uses a result, so that the requests for several items
 * overlap.
 *
 * <p>The number of results that exist at a time is limited. The limit includes the results that are
 * being read, the results that the caller has not requested yet, and the result that the caller
 * uses. Results should be small, to limit the memory. For example, a {@link Partition} holds at
 * most 128 kB until its rows are read.
 */
public final class ReadAhead<R> implements AutoCloseable {
  private final Iterator<Callable<R>> reads;
  private final int limit;
  private final Queue<Future<R>> window = new ArrayDeque<>();
  private final ExecutorService threads;

  /**
   * Creates an iterator. Reading starts at the first call of {@link #next}.
   *
   * @param limit the maximum number of results that exist at a time; with 1, each item is read only
   *     when the caller requests it
   */
  <T> ReadAhead(List<T> items, Function<? super T, ? extends R> reader, int limit) {
    this.reads = items.stream().<Callable<R>>map(item -> () -> reader.apply(item)).iterator();
    this.limit = limit;
    this.threads = Executors.newFixedThreadPool(limit, ReadAhead::newThread);
  }

  static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "lake");
    thread.setDaemon(true);
    return thread;
  }

  public boolean hasNext() {
    return !window.isEmpty() || reads.hasNext();
  }

  /**
   * Returns the result of the next item, or throws the failure of reading this item.
   *
   * @throws java.util.NoSuchElementException if there is no further item
   * @throws IllegalStateException if the thread is interrupted
   */
  public R next() {
    while (window.size() < limit && reads.hasNext()) {
      window.add(threads.submit(reads.next()));
    }
    return BackgroundExecutor.await(window.remove());
  }

  /**
   * Discards the results that {@link #next} has not returned. Interrupts the threads that read
   * them, but does not wait for these threads.
   */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
