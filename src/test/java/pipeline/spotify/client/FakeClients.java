package pipeline.spotify.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.http.HttpTransport;
import pipeline.testing.clock.FakeTime;

/** Clients over a fake wire and a fake clock. */
public final class FakeClients {
  public static final URI API = URI.create("https://api.spotify.com/v1");
  public static final SpotifySettings SETTINGS = SpotifySettings.create("the-id", "the-secret");

  private FakeClients() {}

  static SpotifyClient over(HttpTransport wire) {
    return over(wire, SETTINGS, StateStore.inMemory(), new FakeTime());
  }

  public static SpotifyClient over(HttpTransport wire, FakeTime time) {
    return over(wire, SETTINGS, StateStore.inMemory(), time);
  }

  public static SpotifyClient over(
      HttpTransport wire, SpotifySettings settings, StateStore facts, FakeTime time) {
    return new SpotifyClient(settings, facts, time, new Random(1), time, wire, () -> {});
  }

  public static SpotifySettings settings(
      int requestsPer30s, Duration maxWait, boolean ignoreBlock) {
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
