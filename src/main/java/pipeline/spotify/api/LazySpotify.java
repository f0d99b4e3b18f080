package pipeline.spotify.api;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Spotify client that is created when it is first used. A run without requests therefore needs no
 * credentials.
 */
public final class LazySpotify implements AutoCloseable {
  private final Supplier<SpotifyApi> opener;
  private final RequestStats baseline;
  private @Nullable SpotifyApi api;

  public LazySpotify(Supplier<SpotifyApi> opener) {
    this(opener, RequestStats.NONE);
  }

  private LazySpotify(Supplier<SpotifyApi> opener, RequestStats baseline) {
    this.opener = opener;
    this.baseline = baseline;
  }

  /**
   * Returns a view of this object that counts only the requests sent after this call. Closing this
   * object also closes the view.
   */
  public LazySpotify countingFromNow() {
    return new LazySpotify(this::get, requestStats());
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
    return api == null ? RequestStats.NONE : api.requestStats().since(baseline);
  }

  @Override
  public synchronized void close() {
    if (api != null) {
      api.close();
    }
  }
}
