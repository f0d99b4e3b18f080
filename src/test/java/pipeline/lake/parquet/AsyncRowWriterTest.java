package pipeline.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncRowWriterTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2048, 5000})
  void eachRowIsWrittenOnceInOrder(int count) {
    List<Integer> written = new ArrayList<>();
    try (AsyncRowWriter<Integer> writer = new AsyncRowWriter<>(written::add)) {
      IntStream.range(0, count).forEach(writer::add);
      writer.finish();
      assertEquals(IntStream.range(0, count).boxed().toList(), written);
    }
  }

  @Test
  void tableOfOneBatchIsWrittenByTheCallingThread() {
    List<Thread> writers = new ArrayList<>();
    try (AsyncRowWriter<Integer> writer =
        new AsyncRowWriter<>(row -> writers.add(Thread.currentThread()))) {
      IntStream.range(0, 1024).forEach(writer::add);
      assertEquals(1024, writers.size(), "rows written before finish");
      writer.finish();
    }
    assertEquals(List.of(Thread.currentThread()), writers.stream().distinct().toList());
  }

  /** Passing a single row to the other thread costs more than writing it. */
  @Test
  void rowsAreHandedOverInBatches() {
    AtomicInteger added = new AtomicInteger();
    List<Integer> addedWhenWritten = new ArrayList<>();
    try (AsyncRowWriter<Integer> writer =
        new AsyncRowWriter<>(row -> addedWhenWritten.add(added.get()))) {
      for (int row = 0; row < 3 * 1024; row++) {
        added.incrementAndGet();
        writer.add(row);
      }
      writer.finish();
    }
    assertTrue(
        addedWhenWritten.get(1024) >= 2 * 1024,
        "rows added before the first batch was written: " + addedWhenWritten.get(1024));
    assertTrue(addedWhenWritten.get(2 * 1024) >= 3 * 1024, "the second batch");
  }

  @Test
  void writingThreadIsADaemon() {
    List<Thread> writers = new ArrayList<>();
    try (AsyncRowWriter<Integer> writer =
        new AsyncRowWriter<>(row -> writers.add(Thread.currentThread()))) {
      IntStream.range(0, 2 * 1024).forEach(writer::add);
      writer.finish();
    }
    assertTrue(writers.get(1024).isDaemon());
  }

  @Test
  void atMostOneBatchWaitsDuringAWrite() {
    AtomicInteger written = new AtomicInteger();
    try (AsyncRowWriter<Integer> writer =
        new AsyncRowWriter<>(
            row -> {
              spin(10_000);
              written.incrementAndGet();
            })) {
      int maxWaiting = 0;
      for (int row = 0; row < 10_000; row++) {
        writer.add(row);
        maxWaiting = Math.max(maxWaiting, row + 1 - written.get());
      }
      assertTrue(maxWaiting > 0 && maxWaiting < 2 * 1024, "rows that wait: " + maxWaiting);
    }
  }

  @Test
  void closeWaitsForTheCurrentBatchEvenIfInterrupted() {
    AtomicInteger written = new AtomicInteger();
    try (AsyncRowWriter<Integer> writer =
        new AsyncRowWriter<>(
            row -> {
              spin(50_000);
              assertFalse(Thread.currentThread().isInterrupted(), "its file would be closed");
              written.incrementAndGet();
            })) {
      IntStream.range(0, 2 * 1024).forEach(writer::add);
      Thread.currentThread().interrupt();
    }
    assertTrue(Thread.interrupted(), "the interrupt flag was lost");
    assertEquals(2 * 1024, written.get());
  }

  private static void spin(long nanos) {
    for (long until = System.nanoTime() + nanos; System.nanoTime() < until; ) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1500, 4999})
  void rowThatCannotBeWrittenFailsTheWriter(int bad) {
    try (AsyncRowWriter<Integer> writer =
        new AsyncRowWriter<>(
            row -> {
              if (row == bad) {
                throw new IllegalStateException("row " + row);
              }
            })) {
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () -> {
                IntStream.range(0, 5000).forEach(writer::add);
                writer.finish();
              });
      assertEquals("row " + bad, thrown.getMessage());
    }
  }

  @Test
  void errorOfTheWritingThreadIsRethrownUnchanged() {
    Error full = new OutOfMemoryError("no more");
    try (AsyncRowWriter<Integer> writer =
        new AsyncRowWriter<>(
            row -> {
              if (row == 1500) {
                throw full;
              }
            })) {
      IntStream.range(0, 2 * 1024).forEach(writer::add);
      assertSame(full, assertThrows(Error.class, writer::finish));
    }
  }

  @Test
  void interruptedCallerGetsAnErrorAndStaysInterrupted() {
    CountDownLatch stopped = new CountDownLatch(1);
    try (AsyncRowWriter<Integer> writer =
        new AsyncRowWriter<>(
            row -> {
              if (row == 1024) {
                await(stopped);
              }
            })) {
      IntStream.range(0, 2 * 1024).forEach(writer::add);
      Thread.currentThread().interrupt();
      assertThrows(IllegalStateException.class, writer::finish);
      boolean stillStopped = Thread.currentThread().isInterrupted();
      stopped.countDown();
      assertTrue(stillStopped);
    }
    assertTrue(Thread.interrupted(), "after closing, too");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }
}
