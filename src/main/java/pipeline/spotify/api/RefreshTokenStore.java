package pipeline.spotify.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Where the refresh token is kept between runs. */
public interface RefreshTokenStore {

  /**
   * The one to use; empty where no user has authorized yet.
   *
   * @throws SpotifyException CONFIGURATION where it cannot be read, or a successor not be kept
   */
  Optional<RefreshToken> find();

  /** Replaces it, whole or not at all, and for good once this returns. */
  void save(RefreshToken token);

  /** One that ends with the process. */
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
