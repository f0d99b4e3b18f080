package pipeline.spotify;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spotify for stages that may not need it: opened at the first use, so that a run without a call
 * needs no credentials.
 */
public final class LazySpotify implements AutoCloseable {
  private final Supplier<SpotifyApi> open;
  private @Nullable SpotifyApi api;

  public LazySpotify(Supplier<SpotifyApi> open) {
    this.open = open;
  }

  public synchronized SpotifyApi get() {
    if (api == null) {
      api = open.get();
    }
    return api;
  }

  /** What has been called until now; nothing where it was never opened. */
  public synchronized Calls calls() {
    return api == null ? new Calls(0, 0, 0, Map.of()) : api.calls();
  }

  @Override
  public synchronized void close() {
    if (api != null) {
      api.close();
    }
  }
}
