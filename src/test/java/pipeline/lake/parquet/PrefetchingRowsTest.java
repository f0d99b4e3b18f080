package pipeline.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefetchingRowsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2048, 5000})
  void allRowsAreReadInOrder(int count) {
    try (PrefetchingRows<Integer> rows = new PrefetchingRows<>(new CountingRows(count))) {
      assertEquals(IntStream.range(0, count).boxed().toList(), all(rows));
      assertEquals(null, rows.next());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 1024, 3000})
  void failureIsRethrownUnchanged(int after) {
    RuntimeException failure = new IllegalStateException("spoilt");
    CountingRows counting =
        new CountingRows(10_000) {
          @Override
          public Integer next() {
            if (at == after) {
              throw failure;
            }
            return at++;
          }
        };
    try (PrefetchingRows<Integer> rows = new PrefetchingRows<>(counting)) {
      assertSame(failure, assertThrows(IllegalStateException.class, () -> all(rows)));
    }
  }

  /** The reader must not be closed while another thread uses it. */
  @Test
  void closeWaitsForTheReader() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicBoolean inUse = new AtomicBoolean();
    AtomicBoolean closedInUse = new AtomicBoolean();
    AtomicBoolean interrupted = new AtomicBoolean();
    CountingRows counting =
        new CountingRows(10_000) {
          @Override
          public Integer next() {
            if (at < 1024) {
              return at++;
            }
            inUse.set(true);
            reading.countDown();
            for (long until = System.nanoTime() + 100_000_000; System.nanoTime() < until; ) {
              Thread.onSpinWait();
            }
            interrupted.set(Thread.interrupted());
            inUse.set(false);
            return null;
          }

          @Override
          public void close() {
            closedInUse.set(inUse.get());
            closed = true;
          }
        };

    try (PrefetchingRows<Integer> rows = new PrefetchingRows<>(counting)) {
      rows.next();
      reading.await();
    }

    assertTrue(counting.closed);
    assertEquals(false, closedInUse.get());
    assertEquals(false, interrupted.get(), "its file would be closed under it");
  }

  private static List<Integer> all(RowIterator<Integer> rows) {
    List<Integer> all = new ArrayList<>();
    for (Integer row = rows.next(); row != null; row = rows.next()) {
      all.add(row);
    }
    return all;
  }

  private static class CountingRows implements RowIterator<Integer> {
    private final int count;
    int at;
    boolean closed;

    CountingRows(int count) {
      this.count = count;
    }

    @Override
    public @Nullable Integer next() {
      return at == count ? null : at++;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
