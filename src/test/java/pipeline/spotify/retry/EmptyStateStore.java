package pipeline.spotify.retry;

import java.util.List;
import java.util.Optional;
import pipeline.spotify.api.StateStore;

/** A store without values. A test defines the effect of writing a value. */
abstract class EmptyStateStore implements StateStore {
  @Override
  public Optional<String> find(String name) {
    return Optional.empty();
  }

  @Override
  public List<String> names(String prefix) {
    return List.of();
  }

  @Override
  public void delete(String name) {}
}
