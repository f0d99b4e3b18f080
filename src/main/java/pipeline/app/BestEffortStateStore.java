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

/** Facts of a lake while it can be reached, and of this process alone where it cannot. */
final class BestEffortStateStore implements StateStore {
  private static final Logger LOG = LoggerFactory.getLogger("pipeline");

  private final Supplier<Optional<StateStore>> open;
  private final StateStore own = StateStore.inMemory();
  private boolean opened;
  private @Nullable StateStore lake;

  /**
   * Opens nothing before it is asked for something.
   *
   * @param open gives nothing where the lake is another Spotify's
   */
  BestEffortStateStore(Supplier<Optional<StateStore>> open) {
    this.open = open;
  }

  @Override
  public synchronized Optional<String> find(String name) {
    Optional<String> known = own.find(name);
    return known.isPresent() ? known : inLake(facts -> facts.find(name));
  }

  @Override
  public synchronized void write(String name, String value) {
    own.write(name, value);
    Optional<String> unused =
        inLake(
            facts -> {
              facts.write(name, value);
              return Optional.empty();
            });
  }

  private Optional<String> inLake(Function<StateStore, Optional<String>> use) {
    try {
      if (!opened) {
        opened = true;
        lake = open.get().orElse(null);
      }
      return lake == null ? Optional.empty() : use.apply(lake);
    } catch (LakeException | ConfigurationException failure) {
      lake = null;
      LOG.warn(
          "Going on without the lake, so without what other runs learnt of this app, such as a"
              + " block that lasts: {}",
          failure.getMessage());
      return Optional.empty();
    }
  }
}
