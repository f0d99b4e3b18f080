package pipeline.spotify.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.http.ApacheTransport;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.retry.ConditionWaiter;
import pipeline.testing.clock.FakeTime;

/** Clients over a fake transport and a fake clock. */
public final class FakeClients {
  public static final URI API = URI.create("https://api.spotify.com/v1");
  public static final URI ACCOUNTS = URI.create("https://accounts.spotify.com");
  public static final SpotifySettings SETTINGS =
      forServer(API, ACCOUNTS, "the-id", "the-secret", 120);

  private FakeClients() {}

  /** Creates settings for a server, with the default limits. */
  public static SpotifySettings forServer(
      URI apiUrl, URI accountsUrl, String clientId, String clientSecret, int requestsPer30s) {
    return new SpotifySettings(
        clientId,
        clientSecret,
        apiUrl,
        accountsUrl,
        requestsPer30s,
        Map.of(),
        "calls-of-this-client",
        SpotifySettings.MAX_IN_FLIGHT,
        SpotifySettings.MAX_WAIT,
        false,
        false,
        null,
        List.of(),
        null);
  }

  static SpotifyClient over(HttpTransport transport) {
    return over(transport, SETTINGS, StateStore.inMemory(), new FakeTime());
  }

  public static SpotifyClient over(HttpTransport transport, FakeTime time) {
    return over(transport, SETTINGS, StateStore.inMemory(), time);
  }

  public static SpotifyClient over(
      HttpTransport transport, SpotifySettings settings, StateStore stateStore, FakeTime time) {
    return create(settings, stateStore, time, new Random(1), time, transport, () -> {});
  }

  /** Creates a client over real sockets whose waits take no time. */
  static SpotifyClient overSockets(SpotifySettings settings, StateStore stateStore, FakeTime time) {
    ApacheTransport transport = new ApacheTransport(settings, time);
    return create(settings, stateStore, time, new Random(1), time, transport, transport);
  }

  static SpotifyClient create(
      SpotifySettings settings,
      StateStore stateStore,
      Clock clock,
      RandomGenerator random,
      ConditionWaiter waiter,
      HttpTransport transport,
      AutoCloseable connections) {
    return new SpotifyClient(
        settings,
        stateStore,
        TransportStack.create(
            settings,
            TransportStack.appGrant(settings),
            stateStore,
            clock,
            random,
            waiter,
            transport,
            connections));
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
        ACCOUNTS,
        requestsPer30s,
        Map.of(),
        "calls-of-this-client",
        8,
        maxWait,
        ignoreBlock,
        allowPartial,
        null,
        List.of(),
        null);
  }
}
