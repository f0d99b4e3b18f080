package pipeline.spotify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Asks for pages before they are wanted, several at a time, once the first page has told how many
 * there are. Each is given out once: who asks for a page again gets another answer.
 *
 * <p>It is used by one thread. Its tasks wait for no other task, so that threads may be shared.
 */
final class PagesAhead<T> implements Pages.Source<T> {
  private static final int AT_ONCE = 8;

  private final Pages.Source<T> source;
  private final Executor threads;
  private final Map<Integer, FutureTask<Slice<T>>> asked = new LinkedHashMap<>();
  private Expected expected = Expected.NONE;
  private int next;
  private boolean given;

  PagesAhead(Pages.Source<T> source, Executor threads) {
    this.source = source;
    this.threads = threads;
  }

  private record Expected(int from, int end, int step) {
    static final Expected NONE = new Expected(0, 0, 1);
  }

  @Override
  public void expect(int from, int end, int step) {
    Expected now = new Expected(from, end, step);
    if (given || !now.equals(expected)) {
      begin(now);
    }
  }

  private void begin(Expected now) {
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
      FutureTask<Slice<T>> task = new FutureTask<>(() -> source.page(offset));
      asked.put(offset, task);
      threads.execute(task);
      next += expected.step;
    }
  }

  @Override
  public Slice<T> page(int offset) {
    FutureTask<Slice<T>> task = asked.remove(offset);
    given = true;
    if (task == null) {
      return source.page(offset);
    }
    ask();
    return await(task);
  }

  private Slice<T> await(FutureTask<Slice<T>> task) {
    try {
      return task.get();
    } catch (ExecutionException failed) {
      begin(Expected.NONE);
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stop) {
      throw TransportFailures.interruption(stop);
    }
  }
}
