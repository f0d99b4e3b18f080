package pipeline.spotify.paging;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.http.JsonClient;
import pipeline.spotify.quota.CallReservation;

/**
 * The objects that all paged endpoints of a client share.
 *
 * @param sizes the page sizes that Spotify accepts from the app
 * @param threads the threads that prefetch pages; {@link #close} stops them
 * @param allowPartial true to return an incomplete list with the reason; false to throw an
 *     exception instead
 */
public record PagingContext(
    JsonClient api, PageSizeNegotiator sizes, ExecutorService threads, boolean allowPartial)
    implements AutoCloseable {

  /**
   * Creates a context. The threads of the context start when they are needed, and end after one
   * idle second.
   */
  public static PagingContext create(
      JsonClient api, StateStore stateStore, int maxThreads, boolean allowPartial) {
    ThreadPoolExecutor threads =
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
    return new PagingContext(api, new PageSizeNegotiator(stateStore), threads, allowPartial);
  }

  /** Returns a copy that allows incomplete lists. */
  public PagingContext withPartial() {
    return new PagingContext(api, sizes, threads, true);
  }

  /** Returns a copy whose requests use calls that were reserved from the daily quota. */
  public PagingContext withCalls(CallReservation reserved) {
    return new PagingContext(api.withCalls(reserved), sizes, threads, allowPartial);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
