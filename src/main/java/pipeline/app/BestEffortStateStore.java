package pipeline.app;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.cli.settings.ConfigurationException;
import pipeline.lake.store.LakeException;
import pipeline.spotify.api.StateStore;

/**
 * A state store that uses the lake as long as it is available, and the memory of this process
 * otherwise.
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
   * @param opener opens the store of the lake; empty if the lake belongs to another data mode
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
    Optional<String> unused =
        withLakeStore(
            stateStore -> {
              stateStore.write(name, value);
              return Optional.empty();
            });
  }

  private Optional<String> withLakeStore(Function<StateStore, Optional<String>> action) {
    try {
      if (!isOpened) {
        isOpened = true;
        lakeStore = opener.get().orElse(null);
      }
      return lakeStore == null ? Optional.empty() : action.apply(lakeStore);
    } catch (LakeException | ConfigurationException failure) {
      lakeStore = null;
      LOG.warn(
          "Cannot use the state in the lake, so the results of other runs are unknown, such as a"
              + " rate-limit block: {}",
          failure.getMessage());
      return Optional.empty();
    }
  }
}
