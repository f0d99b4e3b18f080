package pipeline.simulator.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A cache that evicts the least recently used value. Values are computed outside the lock. Two
 * threads can therefore compute the same value, but this costs less time than waiting for the lock.
 */
final class LruCache<K, V> {
  private final Map<K, V> entries;

  LruCache(int capacity) {
    entries =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
              }
            });
  }

  V get(K key, Function<K, V> loader) {
    V cached = entries.get(key);
    if (cached != null) {
      return cached;
    }
    V value = loader.apply(key);
    entries.put(key, value);
    return value;
  }
}
