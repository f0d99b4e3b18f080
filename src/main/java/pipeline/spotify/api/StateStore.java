package pipeline.spotify.api;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was learnt about the app and is worth remembering between runs: page sizes, whether it may
 * ask for batches, a block and its end. Small texts; the last write wins. Safe for many threads.
 */
public interface StateStore {

  /** The fact that names where a lake's listings come from, decided once. */
  String SOURCE = "source";

  Optional<String> find(String name);

  void write(String name, String value);

  /** Facts that end with the process. */
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
