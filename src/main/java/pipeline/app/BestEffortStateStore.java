package pipeline.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.cli.settings.ConfigurationException;
import pipeline.lake.store.LakeException;
import pipeline.spotify.api.StateStore;

/**
 * A state store in the memory of this process and, as long as the lake is available, also in the
 * lake.
 */
final class BestEffortStateStore implements StateStore {
  private static final Logger LOG = LoggerFactory.getLogger("pipeline");

  private final Supplier<Optional<StateStore>> opener;
  private final StateStore memory = StateStore.inMemory();
  private boolean isOpened;
  private @Nullable StateStore lakeStore;

  /**
   * Creates a store that opens the lake at the first use.
   *
   * @param opener opens the state store of the lake; returns an empty result if the lake has
   *     simulated data and Spotify is real, or the reverse
   */
  BestEffortStateStore(Supplier<Optional<StateStore>> opener) {
    this.opener = opener;
  }

  @Override
  public synchronized Optional<String> find(String name) {
    Optional<String> value = memory.find(name);
    return value.isPresent() ? value : withLakeStore(stateStore -> stateStore.find(name));
  }

  @Override
  public synchronized void write(String name, String value) {
    memory.write(name, value);
    updateLakeStore(stateStore -> stateStore.write(name, value));
  }

  @Override
  public synchronized List<String> names(String prefix) {
    return withLakeStore(stateStore -> Optional.of(stateStore.names(prefix)))
        .orElseGet(() -> memory.names(prefix));
  }

  @Override
  public synchronized void delete(String name) {
    memory.delete(name);
    updateLakeStore(stateStore -> stateStore.delete(name));
  }

  private void updateLakeStore(Consumer<StateStore> update) {
    Optional<String> unused =
        withLakeStore(
            stateStore -> {
              update.accept(stateStore);
              return Optional.empty();
            });
  }

  private <T> Optional<T> withLakeStore(Function<StateStore, Optional<T>> action) {
    try {
      if (!isOpened) {
        isOpened = true;
        lakeStore = opener.get().orElse(null);
      }
      return lakeStore == null ? Optional.empty() : action.apply(lakeStore);
    } catch (LakeException | ConfigurationException failure) {
      lakeStore = null;
      LOG.warn(
          "Cannot share rate-limit blocks and call counts with other runs through the lake: {}",
          failure.getMessage());
      return Optional.empty();
    }
  }
}
