package pipeline.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pipeline.simulator.Simulator;
import pipeline.simulator.SimulatorClient;
import pipeline.simulator.SimulatorClient.SimulatorAnswer;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.testing.clock.FakeTime;

class FamilyQuotasTest {
  private static final String ALBUM = "/albums/0000000000000000000000";
  private static final String SEARCH = "/search?type=album&q=tag:new";

  private final FakeTime clock = new FakeTime();
  private final Simulator simulator =
      Simulator.start(SimulatorConfig.DEFAULTS.withQuota("albums", 2), 0, clock);

  @AfterEach
  void close() {
    simulator.close();
  }

  private SimulatorAnswer get(String path) {
    // The client fetches a new token, because an hour may have passed.
    return new SimulatorClient(simulator).get(path);
  }

  @Test
  void refusalNamesTheReasonAndTheEndOfTheOldestRequest() {
    get(ALBUM);
    clock.advance(Duration.ofHours(6));
    assertEquals(404, get(ALBUM + "/tracks").status());
    clock.advance(Duration.ofMinutes(1));

    SimulatorAnswer refused = get("/albums?ids=x");
    assertEquals("429 64740", refused.status() + " " + refused.header("Retry-After"));
    assertEquals(
        "QUOTA_EXCEEDED", refused.json().getAsJsonObject("error").get("reason").getAsString());

    clock.advance(Duration.ofMinutes(64_740 / 60));
    assertEquals(404, get(ALBUM).status());
    // The next request leaves the window six hours after the first one.
    assertEquals("21600", get(ALBUM).header("Retry-After"));
  }

  @Test
  void otherFamiliesContinueAndAllRequestsAreCountedByFamily() {
    for (int i = 0; i < 5; i++) {
      get(ALBUM);
      assertEquals(200, get(SEARCH).status());
    }
    assertEquals(Map.of("albums", 2L, "search", 5L), simulator.acceptedByFamily());
    assertEquals(Map.of("albums", 3L), simulator.refusedByFamily());
  }
}
