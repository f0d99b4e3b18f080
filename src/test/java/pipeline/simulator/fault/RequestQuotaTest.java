package pipeline.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pipeline.simulator.Simulator;
import pipeline.simulator.SimulatorClient;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.testing.clock.FakeTime;

class RequestQuotaTest {
  private static final String PATH = "/browse/new-releases";

  @Test
  void exceededQuotaNamesTheEndOfTheWindow() {
    FakeTime clock = new FakeTime();
    try (Simulator simulator = Simulator.start(SimulatorConfig.DEFAULTS.withQuota(3), 0, clock)) {
      SimulatorClient client = new SimulatorClient(simulator);
      for (int second = 0; second < 3; second++) {
        assertEquals(200, client.get(PATH).status());
        clock.advance(Duration.ofMillis(1500));
      }
      SimulatorClient.SimulatorAnswer refused = client.get(PATH);
      assertEquals("429 26", refused.status() + " " + refused.header("Retry-After"));

      clock.advance(Duration.ofMillis(25_499));
      assertEquals("1", client.get(PATH).header("Retry-After"));
      clock.advance(Duration.ofMillis(1));
      assertEquals(200, client.get(PATH).status());
      assertEquals("2", client.get(PATH).header("Retry-After"));
    }
  }

  @Test
  void tokenRequestsAreNotCounted() {
    var options = SimulatorConfig.DEFAULTS.withQuota(1);
    try (Simulator simulator = Simulator.start(options, 0, new FakeTime())) {
      new SimulatorClient(simulator);
      assertEquals(200, new SimulatorClient(simulator).get(PATH).status());
    }
  }
}
