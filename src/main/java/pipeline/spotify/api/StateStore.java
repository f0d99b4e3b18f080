package pipeline.spotify.api;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores facts about the app between runs, as short texts: page sizes, permissions, a rate-limit
 * block. The last write wins. Safe for use by several threads.
 */
public interface StateStore {

  /** The name of the pinned source of a lake's listings. */
  String SOURCE = "source";

  /** Returns the value of a fact; empty if none is stored. */
  Optional<String> find(String name);

  /** Stores the value of a fact. */
  void write(String name, String value);

  /** Creates a store that ends with the process. */
  static StateStore inMemory() {
    Map<String, String> values = new ConcurrentHashMap<>();
    return new StateStore() {
      @Override
      public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
      }

      @Override
      public void write(String name, String value) {
        values.put(name, value);
      }
    };
  }
}
