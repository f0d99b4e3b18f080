package pipeline.spotify.paging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import pipeline.spotify.http.TransportFailures;

/**
 * Asks for pages before they are wanted, several at a time, once the first page has told how many
 * there are. Each is given out once: who asks for a page again gets another answer.
 *
 * <p>It is used by one thread. Its tasks wait for no other task, so that threads may be shared.
 */
public final class PrefetchingPageSource<T> implements Paginator.PageSource<T> {
  private static final int AT_ONCE = 8;

  private final Paginator.PageSource<T> source;
  private final Executor threads;
  private final Map<Integer, FutureTask<ResponsePage<T>>> asked = new LinkedHashMap<>();
  private ExpectedOffsets expected = ExpectedOffsets.NONE;
  private int next;
  private boolean given;

  public PrefetchingPageSource(Paginator.PageSource<T> source, Executor threads) {
    this.source = source;
    this.threads = threads;
  }

  private record ExpectedOffsets(int from, int end, int step) {
    static final ExpectedOffsets NONE = new ExpectedOffsets(0, 0, 1);
  }

  @Override
  public void expect(int from, int end, int step) {
    ExpectedOffsets now = new ExpectedOffsets(from, end, step);
    if (given || !now.equals(expected)) {
      begin(now);
    }
  }

  private void begin(ExpectedOffsets now) {
    asked.values().forEach(task -> task.cancel(false));
    asked.clear();
    given = false;
    expected = now;
    next = now.from;
    ask();
  }

  /** A few at a time: a total may be wrong, and many pages need not wait in memory. */
  private void ask() {
    while (asked.size() < AT_ONCE && next < expected.end) {
      int offset = next;
      FutureTask<ResponsePage<T>> task = new FutureTask<>(() -> source.page(offset));
      asked.put(offset, task);
      threads.execute(task);
      next += expected.step;
    }
  }

  @Override
  public ResponsePage<T> page(int offset) {
    FutureTask<ResponsePage<T>> task = asked.remove(offset);
    given = true;
    if (task == null) {
      return source.page(offset);
    }
    ask();
    return await(task);
  }

  private ResponsePage<T> await(FutureTask<ResponsePage<T>> task) {
    try {
      return task.get();
    } catch (ExecutionException failed) {
      begin(ExpectedOffsets.NONE);
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stop) {
      throw TransportFailures.interruption(stop);
    }
  }
}
