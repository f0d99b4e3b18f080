package pipeline.cli.command.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
      LookupRun run = against(simulator, "rate-limit", "--interval", "0", "-o", "samples.csv");
      assertEquals(0, run.code(), run.err());
      assertTrue(run.out().contains("429        began with request 21, after "), run.out());
      assertTrue(run.out().contains("the 21st request within 30 s"), run.out());
      assertTrue(run.out().contains("20 succeeded, 1 answered 429"), run.out());
      assertEquals(1, run.result().get("throttled").getAsInt());
      assertEquals(0, run.result().get("retries").getAsInt());
      assertEquals(22, Files.readAllLines(folder.resolve("samples.csv")).size());
      long called = simulator.requests();

      for (String line : List.of("search x", "rate-limit", "rate-limit --yes")) {
        LookupRun blocked = against(simulator, line.split(" "));
        assertEquals(75, blocked.code(), blocked.err());
        Instant end = Instant.parse(blocked.result().get("retry_at").getAsString());
        assertTrue(end.isAfter(Instant.now()), "the block has ended");
        assertEquals(line.startsWith("search"), blocked.err().contains("--ignore-block"));
      }
      assertEquals(called, simulator.requests(), "requests were sent during the block");
    }
  }

  @Test
  void endOfTheDailyQuotaEndsTheMeasurementWithAReport() throws IOException {
    try (Simulator simulator = simulator(SIMULATOR)) {
      against(simulator, "rate-limit", "--requests", "1");
      try (Stream<Path> files = Files.list(folder.resolve("lake/state"))) {
        Path app = files.filter(Files::isDirectory).findFirst().orElseThrow();
        Files.writeString(app.resolve("quota.search"), "15");
      }
      LookupRun run = against(simulator, "rate-limit", "--interval", "0", "-o", "samples.csv");
      assertEquals(0, run.code(), run.err());
      assertTrue(run.out().contains("14 succeeded"), run.out());
      assertEquals(15, Files.readAllLines(folder.resolve("samples.csv")).size());
      String warning = run.result().get("warnings").toString();
      assertTrue(warning.contains("ended early: too few calls left in the daily quota"), warning);
      assertEquals(75, against(simulator, "rate-limit").code());
    }
  }

  @Test
  void measurementRetriesNothing() {
    try (Simulator simulator = simulator(SIMULATOR, "503:every=2,path=/v1/search")) {
      LookupRun run = against(simulator, "rate-limit", "--requests", "10", "--interval", "0");
      assertEquals(0, run.code(), run.err());
      assertTrue(run.out().contains("Requests   10 in "), run.out());
      assertTrue(run.out().contains("5 succeeded, 5 answered 503"), run.out());
      assertEquals(11, simulator.requests(), "a token, and ten");
    }
  }

  @Test
  void measurementWithoutSuccessFails() {
    try (Simulator simulator = simulator(SIMULATOR, "503:path=/v1/search")) {
      LookupRun run = against(simulator, "rate-limit", "--interval", "0");
      assertEquals(69, run.code(), run.err());
      assertTrue(run.err().contains("no request succeeded: 0 of 5"), run.err());
    }
  }

  @ParameterizedTest
  @CsvSource({"403, 77", "premium-needed, 77", "401, 77", "redirect, 76"})
  void refusalEndsTheMeasurementAtOnce(String fault, int code) {
    try (Simulator simulator = simulator(SIMULATOR, fault + ":path=/v1/search")) {
      LookupRun run = against(simulator, "rate-limit", "--interval", "0");
      assertEquals(code, run.code(), run.err());
      assertEquals(2, simulator.requests(), "a token, and one");
    }
  }

  @Test
  void realSpotifyIsMeasuredOnlyWithYes() {
    LookupRun run = run(Map.of(), StdoutTerminal.NONE, "rate-limit", "--requests", "5");
    assertEquals(64, run.code());
    assertTrue(run.err().contains("up to 5 requests to the real Spotify"), run.err());
    assertTrue(run.err().contains("for up to a day"), run.err());
    assertTrue(run.err().contains("--yes"), run.err());
    assertEquals(0, run.result().get("requests").getAsInt());
  }

  @Test
  void measurementIgnoresTheRequestBudget() {
    try (Simulator simulator = simulator(SIMULATOR)) {
      LookupRun run = against(simulator, "rate-limit", "--requests", "150", "--interval", "0");
      assertTrue(run.out().contains("150 succeeded"), run.out());
      assertTrue(run.result().get("seconds").getAsDouble() < 15, run.err());
    }
  }
}
