package pipeline.spotify.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Checks which pages are requested early. The threads run on demand, and the source records the
 * requests.
 */
@Timeout(60)
class PrefetchingPageSourceTest {
  private final List<Runnable> threads = new ArrayList<>();
  private final List<Integer> requested = new ArrayList<>();
  private final PrefetchingPageSource<String> prefetching =
      new PrefetchingPageSource<>(this::page, threads::add);

  private ResponsePage<String> page(int offset) {
    requested.add(offset);
    return new ResponsePage<>(offset, 50, null, null, null, List.of("row"));
  }

  private void run() {
    threads.forEach(Runnable::run);
  }

  @Test
  void eightPagesAreFetchedAhead() {
    prefetching.prefetch(50, 10_000, 50);
    run();

    assertEquals(List.of(50, 100, 150, 200, 250, 300, 350, 400), requested);
  }

  @Test
  void noPageIsFetchedAfterTheEnd() {
    prefetching.prefetch(50, 150, 50);
    run();

    assertEquals(List.of(50, 100), requested);
  }

  @Test
  void eachReturnedPageStartsAnotherRequest() {
    prefetching.prefetch(50, 10_000, 50);
    run();
    prefetching.page(50);

    assertEquals(9, threads.size());
  }

  @Test
  void eachPrefetchedPageIsReturnedOnce() {
    prefetching.prefetch(50, 100, 50);
    run();

    assertEquals(50, prefetching.page(50).requestedOffset());
    assertEquals(List.of(50), requested);
    assertEquals(50, prefetching.page(50).requestedOffset());
    assertEquals(List.of(50, 50), requested);
  }

  @Test
  void repeatedAnnouncementIsIgnored() {
    prefetching.prefetch(50, 150, 50);
    prefetching.prefetch(50, 150, 50);

    assertEquals(2, threads.size());
  }

  @Test
  void pagesMayBeAnnouncedAgainAfterARead() {
    prefetching.prefetch(50, 100, 50);
    run();
    prefetching.page(50);
    prefetching.prefetch(50, 100, 50);

    assertEquals(2, threads.size());
  }

  @Test
  void newAnnouncementCancelsTheOldOne() {
    prefetching.prefetch(50, 150, 50);
    prefetching.prefetch(20, 60, 20);
    run();

    assertEquals(List.of(20, 40), requested);
    assertEquals(100, prefetching.page(100).requestedOffset());
    assertEquals(List.of(20, 40, 100), requested);
  }

  @Test
  void failureCancelsTheAnnouncement() {
    IllegalArgumentException failure = new IllegalArgumentException("x");
    PrefetchingPageSource<String> failing =
        new PrefetchingPageSource<>(
            offset -> {
              if (offset == 50) {
                throw failure;
              }
              return page(offset);
            },
            threads::add);
    failing.prefetch(50, 150, 50);
    threads.get(0).run();

    assertSame(failure, assertThrows(IllegalArgumentException.class, () -> failing.page(50)));
    assertEquals(100, failing.page(100).requestedOffset());
    assertEquals(List.of(100), requested, "only the requested page");
  }
}
