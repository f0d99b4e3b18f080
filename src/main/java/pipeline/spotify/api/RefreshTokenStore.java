package pipeline.spotify.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Stores the refresh token between runs. */
public interface RefreshTokenStore {

  /**
   * Returns the current token; empty if no user has authorized the app.
   *
   * @throws SpotifyException CONFIGURATION if the store cannot be read or written
   */
  Optional<RefreshToken> find();

  /** Replaces the token atomically and durably. */
  void save(RefreshToken token);

  /** Creates a store that ends with the process. */
  static RefreshTokenStore inMemory() {
    AtomicReference<Optional<RefreshToken>> stored = new AtomicReference<>(Optional.empty());
    return new RefreshTokenStore() {
      @Override
      public Optional<RefreshToken> find() {
        return stored.get();
      }

      @Override
      public void save(RefreshToken token) {
        stored.set(Optional.of(token));
      }
    };
  }
}
