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
  Optional<RefreshToken> current();

  /** Replaces it, whole or not at all, and for good once this returns. */
  void keep(RefreshToken token);

  /** One that ends with the process. */
  static RefreshTokenStore inMemory() {
    AtomicReference<Optional<RefreshToken>> kept = new AtomicReference<>(Optional.empty());
    return new RefreshTokenStore() {
      @Override
      public Optional<RefreshToken> current() {
        return kept.get();
      }

      @Override
      public void keep(RefreshToken token) {
        kept.set(Optional.of(token));
      }
    };
  }
}
