package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the order, limits, failures and interruption of reads that overlap. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadAheadTest {
  private static final int LIMIT = 4;
  private static final List<Integer> ITEMS = IntStream.range(0, 40).boxed().toList();

  private static <R> List<R> readAll(ReadAhead<R> reading) {
    List<R> results = new ArrayList<>();
    while (reading.hasNext()) {
      results.add(reading.next());
    }
    return results;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, LIMIT, 48})
  void eachItemIsReadOnceAndInOrder(int limit) {
    Queue<Integer> read = new ConcurrentLinkedQueue<>();
    try (ReadAhead<String> reading =
        new ReadAhead<>(
            ITEMS,
            item -> {
              read.add(item);
              LockSupport.parkNanos(100_000);
              return "item " + item;
            },
            limit)) {
      assertEquals(ITEMS.stream().map(item -> "item " + item).toList(), readAll(reading));
      assertThrows(NoSuchElementException.class, reading::next);
    }
    assertEquals(ITEMS, read.stream().sorted().toList());
  }

  /** Each read waits until the allowed number of reads is in progress. */
  @Test
  void asManyReadsAsAllowedOverlap() {
    CyclicBarrier all = new CyclicBarrier(LIMIT);
    try (ReadAhead<Integer> reading =
        new ReadAhead<>(
            ITEMS.subList(0, LIMIT),
            item -> {
              try {
                all.await(30, TimeUnit.SECONDS);
                return item;
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            },
            LIMIT)) {
      assertEquals(ITEMS.subList(0, LIMIT), readAll(reading));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, LIMIT})
  void resultsInProgressWaitingAndInUseNeverExceedTheLimit(int limit) {
    AtomicInteger started = new AtomicInteger();
    AtomicInteger released = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ReadAhead<Integer> reading =
        new ReadAhead<>(
            ITEMS,
            item -> {
              int existing = started.incrementAndGet() - released.get();
              most.accumulateAndGet(existing, Math::max);
              return item;
            },
            limit)) {
      while (reading.hasNext()) {
        reading.next();
        LockSupport.parkNanos(100_000);
        released.incrementAndGet();
      }
    }
    assertTrue(most.get() <= limit, most::toString);
  }

  @Test
  void nothingIsReadBeforeTheFirstRequest() {
    AtomicInteger started = new AtomicInteger();
    try (ReadAhead<Integer> reading =
        new ReadAhead<>(ITEMS, item -> started.incrementAndGet(), LIMIT)) {
      assertTrue(reading.hasNext());
    }
    assertEquals(0, started.get());
  }

  @Test
  void failureIsThrownInTheTurnOfItsItem() {
    CountDownLatch failed = new CountDownLatch(1);
    try (ReadAhead<Integer> reading =
        new ReadAhead<>(
            ITEMS,
            item -> {
              if (item == 2) {
                failed.countDown();
                throw new IllegalArgumentException("item 2");
              }
              await(failed);
              return item;
            },
            LIMIT)) {
      assertEquals(0, reading.next());
      assertEquals(1, reading.next());
      assertEquals(
          "item 2", assertThrows(IllegalArgumentException.class, reading::next).getMessage());
      assertEquals(3, reading.next(), "the items after it can still be read");
    }
  }

  @Test
  void interruptEndsTheWaitAndCloseTheReads() {
    CountDownLatch stopped = new CountDownLatch(LIMIT);
    CountDownLatch never = new CountDownLatch(1);
    try (ReadAhead<Integer> reading =
        new ReadAhead<>(
            ITEMS,
            item -> {
              try {
                never.await();
              } catch (InterruptedException interrupted) {
                stopped.countDown();
              }
              return item;
            },
            LIMIT)) {
      Thread.currentThread().interrupt();
      assertThrows(IllegalStateException.class, reading::next);
      assertTrue(Thread.interrupted(), "the caller still sees the interrupt");
      assertFalse(stopped.getCount() < LIMIT);
    }
    await(stopped);
  }
}
