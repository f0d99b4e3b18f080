package pipeline.spotify.api;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Spotify client that is created when it is first used. A run without requests therefore needs no
 * credentials.
 */
public final class LazySpotify implements AutoCloseable {
  private final Supplier<SpotifyApi> opener;
  private @Nullable SpotifyApi api;

  public LazySpotify(Supplier<SpotifyApi> opener) {
    this.opener = opener;
  }

  /**
   * Returns a view that counts only its own requests, as {@link SpotifyApi#withOwnCount} describes.
   */
  public LazySpotify withOwnCount() {
    return new LazySpotify(() -> get().withOwnCount());
  }

  /** Returns the client. The first call creates it. */
  public synchronized SpotifyApi get() {
    if (api == null) {
      api = opener.get();
    }
    return api;
  }

  /** Returns the number of requests sent so far; zeros if no client was created. */
  public synchronized RequestStats requestStats() {
    return api == null ? RequestStats.NONE : api.requestStats();
  }

  @Override
  public synchronized void close() {
    if (api != null) {
      api.close();
    }
  }
}
