package pipeline.simulator.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made lately, bounded. Values are made outside the lock: two threads may make the same
 * one, which is cheaper than one waiting for the other.
 */
final class LruCache<K, V> {
  private final Map<K, V> entries;

  LruCache(int capacity) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  V get(K key, Function<K, V> maker) {
    V known = find(key);
    if (known != null) {
      return known;
    }
    V made = maker.apply(key);
    synchronized (entries) {
      entries.put(key, made);
    }
    return made;
  }

  private @Nullable V find(K key) {
    synchronized (entries) {
      return entries.get(key);
    }
  }
}
