package pipeline.spotify.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A store that keeps the refresh token between runs. */
public interface RefreshTokenStore {

  /**
   * Returns the stored token; empty if no user has authorized the app.
   *
   * @throws SpotifyException CONFIGURATION if the store is not readable and writable, or if its
   *     content is invalid
   */
  Optional<RefreshToken> find();

  /** Replaces the token atomically. */
  void save(RefreshToken token);

  /** Creates a store in memory. Its token is lost when the run ends. */
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
