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

  private final Supplier<SpotifyApi> open;
  private final RequestStats before;
  private @Nullable SpotifyApi api;

  public LazySpotify(Supplier<SpotifyApi> open) {
    this(open, NONE);
  }

  private LazySpotify(Supplier<SpotifyApi> open, RequestStats before) {
    this.open = open;
    this.before = before;
  }

  /** The same, counting the calls from now on; it is closed with this one. */
  public LazySpotify fromNowOn() {
    return new LazySpotify(this::get, calls());
  }

  public synchronized SpotifyApi get() {
    if (api == null) {
      api = open.get();
    }
    return api;
  }

  /** What has been called until now; nothing where it was never opened. */
  public synchronized RequestStats calls() {
    return api == null ? NONE : api.calls().since(before);
  }

  @Override
  public synchronized void close() {
    if (api != null) {
      api.close();
    }
  }
}
