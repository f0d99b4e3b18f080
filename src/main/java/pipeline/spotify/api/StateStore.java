package pipeline.spotify.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A thread-safe store that keeps facts about the app and its lake between runs, such as page sizes,
 * permissions, the rate-limit block and the number of calls. The last write wins.
 */
public interface StateStore {

  /** The name of a fact: the source of a lake's listings. */
  String SOURCE = "source";

  /** The name of a fact: whether the app may fetch batches. Its value is yes or no. */
  String BATCHES = "batches";

  /**
   * The name of a fact: the market of a lake's listings. Its value is a country code or {@link
   * #NO_MARKET}.
   */
  String MARKET = "market";

  /** The value of {@link #MARKET} for listings without a market. */
  String NO_MARKET = "none";

  /** Returns the value of a fact; empty if there is none. */
  Optional<String> find(String name);

  /** Stores the value of a fact. */
  void write(String name, String value);

  /** Returns whether the app may fetch batches; empty if no response has shown it yet. */
  default Optional<Boolean> findBatchPermission() {
    return find(BATCHES)
        .map(String::strip)
        .filter(Set.of("yes", "no")::contains)
        .map("yes"::equals);
  }

  /** Stores whether the app may fetch batches. */
  default void writeBatchPermission(boolean isAllowed) {
    write(BATCHES, isAllowed ? "yes" : "no");
  }

  /** Lists the facts that currently exist, and returns the names that begin with a prefix. */
  List<String> names(String prefix);

  /**
   * Returns the names that begin with a prefix. Unlike {@link #names}, this method may return the
   * names that the store read a short time ago, without sending a request.
   */
  default List<String> knownNames(String prefix) {
    return names(prefix);
  }

  /** Deletes a fact, if it exists. */
  void delete(String name);

  /** Creates a store in memory. */
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

      @Override
      public List<String> names(String prefix) {
        return values.keySet().stream().filter(name -> name.startsWith(prefix)).sorted().toList();
      }

      @Override
      public void delete(String name) {
        values.remove(name);
      }
    };
  }
}
