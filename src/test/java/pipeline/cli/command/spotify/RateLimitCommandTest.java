package pipeline.cli.command.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.cli.console.StdoutTerminal;
import pipeline.simulator.Simulator;

/** Checks the measurement of rate-limit. */
class RateLimitCommandTest extends LookupFixture {
  @Test
  void measurementStopsAtTheFirst429AndStoresTheBlock() throws IOException {
    try (Simulator simulator = simulator(SIMULATOR.withQuota(20))) {
      LookupRun ran = against(simulator, "rate-limit", "--interval", "0", "-o", "samples.csv");
      assertEquals(0, ran.code(), ran.err());
      assertTrue(ran.out().contains("429        began with request 21, after "), ran.out());
      assertTrue(ran.out().contains("the 21st in the rolling 30 s"), ran.out());
      assertTrue(ran.out().contains("20 succeeded, 1 answered 429"), ran.out());
      assertEquals(1, ran.result().get("throttled").getAsInt());
      assertEquals(0, ran.result().get("retries").getAsInt());
      assertEquals(22, Files.readAllLines(folder.resolve("samples.csv")).size());
      long called = simulator.requests();

      for (String line : List.of("search x", "rate-limit", "rate-limit --yes")) {
        LookupRun blocked = against(simulator, line.split(" "));
        assertEquals(75, blocked.code(), blocked.err());
        Instant end = Instant.parse(blocked.result().get("retry_at").getAsString());
        assertTrue(end.isAfter(Instant.now()), "it lasts");
        assertEquals(line.startsWith("search"), blocked.err().contains("--ignore-block"));
      }
      assertEquals(called, simulator.requests(), "nobody called during the block");
    }
  }

  @Test
  void measurementRetriesNothing() {
    try (Simulator simulator = simulator(SIMULATOR, "503:every=2,path=/v1/search")) {
      LookupRun ran = against(simulator, "rate-limit", "--requests", "10", "--interval", "0");
      assertEquals(0, ran.code(), ran.err());
      assertTrue(ran.out().contains("Requests   10 in "), ran.out());
      assertTrue(ran.out().contains("5 succeeded, 5 answered 503"), ran.out());
      assertEquals(11, simulator.requests(), "a token, and ten");
    }
  }

  @Test
  void measurementWithoutSuccessFails() {
    try (Simulator simulator = simulator(SIMULATOR, "503:path=/v1/search")) {
      LookupRun ran = against(simulator, "rate-limit", "--interval", "0");
      assertEquals(69, ran.code(), ran.err());
      assertTrue(ran.err().contains("no request succeeded: 0 of 5"), ran.err());
    }
  }

  @ParameterizedTest
  @CsvSource({"403, 77", "premium-needed, 77", "401, 77", "redirect, 76"})
  void refusalEndsTheMeasurementAtOnce(String fault, int code) {
    try (Simulator simulator = simulator(SIMULATOR, fault + ":path=/v1/search")) {
      LookupRun ran = against(simulator, "rate-limit", "--interval", "0");
      assertEquals(code, ran.code(), ran.err());
      assertEquals(2, simulator.requests(), "a token, and one");
    }
  }

  @Test
  void realSpotifyIsMeasuredOnlyWithYes() {
    LookupRun ran = run(Map.of(), StdoutTerminal.NONE, "rate-limit", "--requests", "5");
    assertEquals(64, ran.code());
    assertTrue(ran.err().contains("up to 5 requests to the real Spotify"), ran.err());
    assertTrue(ran.err().contains("for up to a day"), ran.err());
    assertTrue(ran.err().contains("--yes"), ran.err());
    assertEquals(0, ran.result().get("requests").getAsInt());
  }

  @Test
  void measurementIgnoresTheRequestBudget() {
    try (Simulator simulator = simulator(SIMULATOR)) {
      LookupRun ran = against(simulator, "rate-limit", "--requests", "150", "--interval", "0");
      assertTrue(ran.out().contains("150 succeeded"), ran.out());
      assertTrue(ran.result().get("seconds").getAsDouble() < 15, ran.err());
    }
  }
}
