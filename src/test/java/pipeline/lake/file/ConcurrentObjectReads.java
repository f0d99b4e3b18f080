package pipeline.lake.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectStore;

/** Reads an object repeatedly while it is replaced, to detect commits that are not atomic. */
public final class ConcurrentObjectReads {
  private static final int SIZE = 400_000;

  private ConcurrentObjectReads() {}

  /**
   * The reads during the replacements.
   *
   * @param complete number of objects whose halves were of one version
   * @param mixed number of objects whose halves were of two versions
   */
  public record ObjectReadCounts(int complete, int mixed) {}

  /** Replaces an object repeatedly, and fails if a reader sees two versions in one object. */
  static void assertCompleteVersions(ObjectStore store, String key, int replacements)
      throws Exception {
    assertEquals(
        0, assertCompleteRanges(store, key, replacements).mixed(), "two versions in one read");
  }

  /** Replaces an object repeatedly, and fails if a reader sees two versions in one range. */
  public static ObjectReadCounts assertCompleteRanges(
      ObjectStore store, String key, int replacements) throws Exception {
    store.put(key, version(0));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch firstRead = new CountDownLatch(1);
      Future<ObjectReadCounts> reads = reader.submit(() -> readUntil(done, store, key, firstRead));
      // On a busy machine, the reader can need more replacements until its first complete read.
      for (int i = 1; i <= replacements || (firstRead.getCount() > 0 && !reads.isDone()); i++) {
        store.put(key, version(i));
      }
      done.set(true);
      ObjectReadCounts counts = reads.get();
      assertTrue(counts.complete() > 0, "nothing was read during the replacements");
      return counts;
    } finally {
      done.set(true);
      reader.shutdownNow();
    }
  }

  private static byte[] version(int number) {
    byte[] bytes = new byte[SIZE + number % 7];
    Arrays.fill(bytes, (byte) ('a' + number % 26));
    return bytes;
  }

  private static ObjectReadCounts readUntil(
      AtomicBoolean done, ObjectStore store, String key, CountDownLatch firstRead) {
    int complete = 0;
    int mixed = 0;
    while (!done.get()) {
      List<ObjectInfo> found = store.list(key);
      assertEquals(1, found.size(), "the object is missing, or there are others");
      ObjectInfo object = found.get(0);
      try {
        int half = (int) object.size() / 2;
        byte[] first = store.read(object, 0, half);
        byte[] second = store.read(object, half, (int) object.size() - half);
        assertTrue(isOneVersion(first) && isOneVersion(second), "two versions in one range");
        if (first[0] == second[0]) {
          complete++;
          firstRead.countDown();
        } else {
          mixed++;
        }
      } catch (LakeException replaced) {
        assertEquals(LakeException.LakeErrorKind.REPLACED, replaced.kind(), replaced::getMessage);
      }
    }
    return new ObjectReadCounts(complete, mixed);
  }

  private static boolean isOneVersion(byte[] bytes) {
    byte[] same = new byte[bytes.length];
    Arrays.fill(same, bytes[0]);
    return Arrays.equals(same, bytes);
  }
}
