package pipeline.spotify.api;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A Spotify client that is opened at its first use, so a run without requests needs no account. */
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

  /** Returns a view that counts only the requests from now on. Closing this object closes both. */
  public LazySpotify countingFromNow() {
    return new LazySpotify(this::get, requestStats());
  }

  /** Returns the client; the first call opens it. */
  public synchronized SpotifyApi get() {
    if (api == null) {
      api = opener.get();
    }
    return api;
  }

  /** Returns the requests that were sent until now; none if the client was never opened. */
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
