package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads an object again and again while it is replaced: the race that a commit must win. */
final class Readers {
  private static final int SIZE = 400_000;

  private Readers() {}

  /** Fails where a reader meets anything but one version, whole. */
  static void meetWholeVersionsOnly(ObjectStore store, String key, int replacements)
      throws Exception {
    store.put(key, version(0));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reads = reader.submit(() -> readUntil(done, store, key));
      for (int i = 1; i <= replacements; i++) {
        store.put(key, version(i));
      }
      done.set(true);
      assertTrue(reads.get() > 0, "nothing was read in the meantime");
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

  private static int readUntil(AtomicBoolean done, ObjectStore store, String key) {
    int whole = 0;
    while (!done.get()) {
      List<StoredObject> found = store.list(key);
      assertEquals(1, found.size(), "the object is always there, and alone");
      StoredObject object = found.get(0);
      try {
        int half = (int) object.size() / 2;
        byte[] first = store.read(object, 0, half);
        byte[] second = store.read(object, half, (int) object.size() - half);
        assertEquals(first[0], second[second.length - 1], "two versions in one read");
        byte[] same = new byte[second.length];
        Arrays.fill(same, first[0]);
        assertTrue(Arrays.equals(same, second), "two versions in one range");
        whole++;
      } catch (LakeException replaced) {
        assertEquals(LakeException.Kind.REPLACED, replaced.kind(), replaced::getMessage);
      }
    }
    return whole;
  }
}
