package pipeline.spotify.paging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import pipeline.spotify.api.InterruptibleWaits;

/**
 * Prefetches announced pages, up to eight at a time. The source returns each prefetched page once,
 * and sends a new request if the caller needs the page again.
 *
 * <p>An instance is not thread-safe. The tasks of an instance do not wait for other tasks, so
 * several instances may share an executor.
 */
public final class PrefetchingPageSource<T> implements Paginator.PageSource<T> {
  private static final int MAX_PREFETCHED = 8;

  private final Paginator.PageSource<T> source;
  private final Executor threads;
  private final Map<Integer, FutureTask<ResponsePage<T>>> pending = new LinkedHashMap<>();
  private ExpectedOffsets expected = ExpectedOffsets.NONE;
  private int nextOffset;
  private boolean hasServed;

  public PrefetchingPageSource(Paginator.PageSource<T> source, Executor threads) {
    this.source = source;
    this.threads = threads;
  }

  private record ExpectedOffsets(int from, int end, int step) {
    static final ExpectedOffsets NONE = new ExpectedOffsets(0, 0, 1);
  }

  @Override
  public void prefetch(int from, int end, int step) {
    ExpectedOffsets range = new ExpectedOffsets(from, end, step);
    if (hasServed || !range.equals(expected)) {
      restart(range);
    }
  }

  private void restart(ExpectedOffsets range) {
    pending.values().forEach(task -> task.cancel(false));
    pending.clear();
    hasServed = false;
    expected = range;
    nextOffset = range.from;
    submitNext();
  }

  /**
   * Starts to prefetch the next announced pages. The number of prefetched pages is limited, because
   * the total can be wrong and pages occupy memory.
   */
  private void submitNext() {
    while (pending.size() < MAX_PREFETCHED && nextOffset < expected.end) {
      int offset = nextOffset;
      FutureTask<ResponsePage<T>> task = new FutureTask<>(() -> source.page(offset));
      pending.put(offset, task);
      threads.execute(task);
      nextOffset += expected.step;
    }
  }

  @Override
  public ResponsePage<T> page(int offset) {
    FutureTask<ResponsePage<T>> task = pending.remove(offset);
    hasServed = true;
    if (task == null) {
      return source.page(offset);
    }
    submitNext();
    return await(task);
  }

  private ResponsePage<T> await(FutureTask<ResponsePage<T>> task) {
    try {
      return InterruptibleWaits.await(task);
    } catch (RuntimeException failed) {
      restart(ExpectedOffsets.NONE);
      throw failed;
    }
  }
}
