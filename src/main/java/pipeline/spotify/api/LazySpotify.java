package pipeline.spotify.api;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spotify for stages that may not need it: opened at the first use, so that a run without a call
 * needs no credentials.
 */
public final class LazySpotify implements AutoCloseable {
  private static final RequestStats NONE = new RequestStats(0, 0, 0, Map.of());

  private final Supplier<SpotifyApi> opener;
  private final RequestStats baseline;
  private @Nullable SpotifyApi api;

  public LazySpotify(Supplier<SpotifyApi> opener) {
    this(opener, NONE);
  }

  private LazySpotify(Supplier<SpotifyApi> opener, RequestStats baseline) {
    this.opener = opener;
    this.baseline = baseline;
  }

  /** The same, counting the calls from now on; it is closed with this one. */
  public LazySpotify countingFromNow() {
    return new LazySpotify(this::get, requestStats());
  }

  public synchronized SpotifyApi get() {
    if (api == null) {
      api = opener.get();
    }
    return api;
  }

  /** What has been called until now; nothing where it was never opened. */
  public synchronized RequestStats requestStats() {
    return api == null ? NONE : api.requestStats().since(baseline);
  }

  @Override
  public synchronized void close() {
    if (api != null) {
      api.close();
    }
  }
}
