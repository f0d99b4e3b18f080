package pipeline.spotify.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that begin when they are told to, over a source that notes what it is asked for. */
@Timeout(60)
class PrefetchingPageSourceTest {
  private final List<Runnable> threads = new ArrayList<>();
  private final List<Integer> asked = new ArrayList<>();
  private final PrefetchingPageSource<String> ahead =
      new PrefetchingPageSource<>(this::page, threads::add);

  private ResponsePage<String> page(int offset) {
    asked.add(offset);
    return new ResponsePage<>(offset, 50, null, null, null, List.of("row"));
  }

  private void run() {
    threads.forEach(Runnable::run);
  }

  @Test
  void eightPagesAreFetchedAhead() {
    ahead.prefetch(50, 10_000, 50);
    run();

    assertEquals(List.of(50, 100, 150, 200, 250, 300, 350, 400), asked);
  }

  @Test
  void noPageIsFetchedAfterTheEnd() {
    ahead.prefetch(50, 150, 50);
    run();

    assertEquals(List.of(50, 100), asked);
  }

  @Test
  void eachReturnedPageStartsAnotherRequest() {
    ahead.prefetch(50, 10_000, 50);
    run();
    ahead.page(50);

    assertEquals(9, threads.size());
  }

  @Test
  void eachPrefetchedPageIsReturnedOnce() {
    ahead.prefetch(50, 100, 50);
    run();

    assertEquals(50, ahead.page(50).requestedOffset());
    assertEquals(List.of(50), asked);
    assertEquals(50, ahead.page(50).requestedOffset());
    assertEquals(List.of(50, 50), asked);
  }

  @Test
  void repeatedAnnouncementIsIgnored() {
    ahead.prefetch(50, 150, 50);
    ahead.prefetch(50, 150, 50);

    assertEquals(2, threads.size());
  }

  @Test
  void pagesMayBeAnnouncedAgainAfterARead() {
    ahead.prefetch(50, 100, 50);
    run();
    ahead.page(50);
    ahead.prefetch(50, 100, 50);

    assertEquals(2, threads.size());
  }

  @Test
  void newAnnouncementCancelsTheOldOne() {
    ahead.prefetch(50, 150, 50);
    ahead.prefetch(20, 60, 20);
    run();

    assertEquals(List.of(20, 40), asked);
    assertEquals(100, ahead.page(100).requestedOffset());
    assertEquals(List.of(20, 40, 100), asked);
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
    assertEquals(List.of(100), asked, "by whom it is wanted");
  }
}
