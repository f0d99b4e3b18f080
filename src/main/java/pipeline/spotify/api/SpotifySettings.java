package pipeline.spotify.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Spotify, as whom, and how politely.
 *
 * @param apiUrl with its version, as {@link #API_URL}
 * @param accountsUrl tokens come from {@code /api/token} below it
 * @param requestsPer30s in any 30 seconds; 0 for no budget
 * @param maxInFlight requests under way at once
 * @param maxWait how long to wait when Spotify says so, before giving up
 * @param ignoreBlock call even though Spotify asked for a pause that has not ended
 * @param allowPartial give listings that lack something, and say what, instead of failing
 * @param proxy {@code http://[user:password@]host:port}, or null for none
 * @param noProxy hosts and domains to reach without it, as in NO_PROXY; loopback always is
 * @param caBundle PEM file of certificate authorities to trust beside the JVM's, or null
 */
public record SpotifySettings(
    String clientId,
    String clientSecret,
    URI apiUrl,
    URI accountsUrl,
    int requestsPer30s,
    int maxInFlight,
    Duration maxWait,
    boolean ignoreBlock,
    boolean allowPartial,
    @Nullable URI proxy,
    List<String> noProxy,
    @Nullable Path caBundle) {

  public static final URI API_URL = URI.create("https://api.spotify.com/v1");
  public static final URI ACCOUNTS_URL = URI.create("https://accounts.spotify.com");
  public static final int REQUESTS_PER_30S = 120;
  public static final int MAX_IN_FLIGHT = 8;
  public static final Duration MAX_WAIT = Duration.ofMinutes(2);

  public SpotifySettings {
    noProxy = List.copyOf(noProxy);
  }

  /** Spotify itself, with the defaults. */
  public static SpotifySettings create(String clientId, String clientSecret) {
    return forServer(API_URL, ACCOUNTS_URL, clientId, clientSecret, REQUESTS_PER_30S);
  }

  /** Somewhere else, say a simulator, with the defaults and a budget of its own. */
  public static SpotifySettings forServer(
      URI apiUrl, URI accountsUrl, String clientId, String clientSecret, int requestsPer30s) {
    return new SpotifySettings(
        clientId,
        clientSecret,
        apiUrl,
        accountsUrl,
        requestsPer30s,
        MAX_IN_FLIGHT,
        MAX_WAIT,
        false,
        false,
        null,
        List.of(),
        null);
  }

  /** Without the secret, and without the proxy's password. */
  @Override
  public String toString() {
    return "SpotifySettings[clientId=%s, apiUrl=%s, accountsUrl=%s, requestsPer30s=%d]"
        .formatted(clientId, apiUrl, accountsUrl, requestsPer30s);
  }
}
