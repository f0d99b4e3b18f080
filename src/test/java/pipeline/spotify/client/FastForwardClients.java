package pipeline.spotify.client;

import java.time.Duration;
import java.util.random.RandomGenerator;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.http.ApacheTransport;
import pipeline.spotify.retry.ConditionWaiter;
import pipeline.testing.clock.TestClock;

/** Clients over real sockets whose waits advance the test clock instead of taking time. */
public final class FastForwardClients {
  private FastForwardClients() {}

  public static SpotifyClient open(
      SpotifySettings settings, StateStore stateStore, TestClock clock, RandomGenerator random) {
    ApacheTransport transport = new ApacheTransport(settings, clock);
    ConditionWaiter waiter =
        (changed, until) -> {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          Duration wait = Duration.between(clock.instant(), until);
          if (!wait.isNegative()) {
            clock.advance(wait);
          }
        };
    return FakeClients.create(settings, stateStore, clock, random, waiter, transport, transport);
  }
}
