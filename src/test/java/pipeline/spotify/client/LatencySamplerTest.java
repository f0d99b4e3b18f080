package pipeline.spotify.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.spotify.api.LatencySample;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.testing.clock.FakeTime;

class LatencySamplerTest {
  private final FakeTime time = new FakeTime();

  /** A store without values, each of whose operations takes a second. */
  private final class SlowStateStore implements StateStore {
    @Override
    public Optional<String> find(String name) {
      time.advance(Duration.ofSeconds(1));
      return Optional.empty();
    }

    @Override
    public void write(String name, String value) {
      time.advance(Duration.ofSeconds(1));
    }

    @Override
    public List<String> names(String prefix) {
      time.advance(Duration.ofSeconds(1));
      return List.of();
    }

    @Override
    public void delete(String name) {}
  }

  @Test
  void latencyExcludesTheTimeForCountingTheCalls() {
    try (Simulator simulator = Simulator.start(SimulatorConfig.DEFAULTS, 0, time)) {
      SpotifySettings settings =
          FakeClients.forServer(simulator.apiUrl(), simulator.accountsUrl(), "id", "secret", 0);
      try (LatencySampler sampler =
          new LatencySampler(settings, new SlowStateStore(), time, new Random(1))) {
        sampler.prepare();
        Duration elapsed = time.elapsed();

        LatencySample sample = sampler.takeSample();

        assertTrue(time.elapsed().compareTo(elapsed) > 0, "the ledger reads the limit");
        assertEquals(FakeTime.START.plus(time.elapsed()), sample.sentAt());
        assertEquals(Duration.ZERO, sample.latency());
      }
    }
  }
}
