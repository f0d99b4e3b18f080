package pipeline.spotify.paging;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that ask for pages ahead: none before the first, as many as may be in flight. */
public final class PageExecutor implements Executor, AutoCloseable {
  private final ThreadPoolExecutor threads;

  public PageExecutor(int maxThreads) {
    threads =
        new ThreadPoolExecutor(
            maxThreads,
            maxThreads,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "pages");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
