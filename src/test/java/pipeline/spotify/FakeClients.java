package pipeline.spotify;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Clients over a fake wire and a fake clock. */
final class FakeClients {
  static final URI API = URI.create("https://api.spotify.com/v1");
  static final SpotifySettings SETTINGS = SpotifySettings.of("the-id", "the-secret");

  private FakeClients() {}

  static SpotifyClient over(HttpTransport wire) {
    return over(wire, SETTINGS, StateStore.inMemory(), new FakeTime());
  }

  static SpotifyClient over(HttpTransport wire, FakeTime time) {
    return over(wire, SETTINGS, StateStore.inMemory(), time);
  }

  static SpotifyClient over(
      HttpTransport wire, SpotifySettings settings, StateStore facts, FakeTime time) {
    return new SpotifyClient(settings, facts, time, new Random(1), time, wire, () -> {});
  }

  static SpotifySettings settings(int requestsPer30s, Duration maxWait, boolean ignoreBlock) {
    return settings(requestsPer30s, maxWait, ignoreBlock, false);
  }

  static SpotifySettings partial() {
    return settings(0, Duration.ofMinutes(2), false, true);
  }

  private static SpotifySettings settings(
      int requestsPer30s, Duration maxWait, boolean ignoreBlock, boolean allowPartial) {
    return new SpotifySettings(
        "the-id",
        "the-secret",
        API,
        SpotifySettings.ACCOUNTS_URL,
        requestsPer30s,
        8,
        maxWait,
        ignoreBlock,
        allowPartial,
        null,
        List.of(),
        null);
  }
}
