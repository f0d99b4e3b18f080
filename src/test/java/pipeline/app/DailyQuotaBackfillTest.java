package pipeline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.lake.Lake;
import pipeline.lake.file.FileObjectStore;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.tables.row.FactRelease;
import pipeline.testing.SimulatorSettings;
import pipeline.testing.clock.TestClock;

/**
 * Repeats a backfill of an app with daily quotas until it is complete. Each run starts at the
 * {@code retry_at} of the run before. Spotify refuses calls only when the first quota is reached.
 * {@code -Dquota.years=5} sets the length of the backfill.
 */
class DailyQuotaBackfillTest {
  private static final int YEARS = Integer.getInteger("quota.years", 0);
  private static final int LIMIT = YEARS == 0 ? 40 : 600;
  private static final LocalDate FROM = LocalDate.of(2021, 1, 1);
  private static final LocalDate TO =
      YEARS == 0 ? FROM.plusDays(9) : FROM.plusYears(YEARS).minusDays(1);

  private final List<String> answered = new CopyOnWriteArrayList<>();
  private final Set<String> answeredEarlier = new HashSet<>();
  private final TestClock clock = new TestClock();
  @TempDir Path folder;

  @Test
  void onlyTheFirstRunMeetsTheQuota() {
    clock.set("2026-11-21T12:00:00Z");
    SimulatorConfig config =
        SimulatorConfig.DEFAULTS
            .withApp(QuotaMode.DEVELOPMENT)
            .withQuota("search", LIMIT)
            .withQuota("albums", LIMIT);
    try (Simulator simulator = Simulator.start(config, 0, clock, this::record)) {
      int runs = 1;
      int refused = 0;
      int refusals = 0;
      Instant start = clock.instant();
      for (JsonObject result = backfill(simulator);
          result.get("exit_code").getAsInt() != 0;
          result = backfill(simulator)) {
        assertEquals(75, result.get("exit_code").getAsInt(), result::toString);
        int refusedNow = count(simulator.refusedByFamily());
        refusals += refusedNow > refused ? 1 : 0;
        refused = refusedNow;
        Instant retryAt = Instant.parse(result.get("retry_at").getAsString());
        clock.advance(Duration.between(clock.instant(), retryAt).plusSeconds(1));
        runs++;
      }
      Duration elapsed = Duration.between(start, clock.instant());
      System.out.printf(
          "%d dates, limit %d: %d runs in %.1f days, %d refused calls in %d runs, answered: %s%n",
          FROM.datesUntil(TO.plusDays(1)).count(),
          LIMIT,
          runs,
          elapsed.toMinutes() / 1440.0,
          refused,
          refusals,
          simulator.acceptedByFamily());
      assertTrue(refusals >= 1 && refusals <= 2, "each family meets its quota once");
      assertEquals(count(simulator.refusedByFamily()), refused);
    }
    try (FileObjectStore store = new FileObjectStore(folder.resolve("lake"))) {
      assertEquals(
          FROM.datesUntil(TO.plusDays(1)).toList(),
          List.copyOf(
              new Lake(store).listPartitions(FactRelease.TABLE, FROM, TO.plusDays(1)).keySet()));
    }
  }

  private void record(Simulator.ServedRequest request) {
    if (request.target().startsWith("/v1/") && request.status() == 200) {
      answered.add(request.target());
    }
  }

  private static int count(Map<String, Long> families) {
    return Math.toIntExact(families.values().stream().mapToLong(Long::longValue).sum());
  }

  /**
   * Runs the backfill, and returns its result line. Fails if the run requests what an earlier run
   * has received.
   */
  private JsonObject backfill(Simulator simulator) {
    answered.clear();
    JsonObject result = run(simulator);
    assertEquals(List.of(), answered.stream().filter(answeredEarlier::contains).toList());
    answeredEarlier.addAll(answered);
    return result;
  }

  private JsonObject run(Simulator simulator) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<String, String> environment = new HashMap<>(SimulatorSettings.of(simulator));
    environment.put("LAKE", "file:" + folder.resolve("lake"));
    ProcessEnvironment process =
        new ProcessEnvironment(
            environment,
            utf8(out),
            utf8(new ByteArrayOutputStream()),
            StderrTerminal.NONE,
            StdoutTerminal.NONE,
            clock,
            folder,
            Map.of());
    String[] command = {
      "backfill", "--from", FROM.toString(), "--to", TO.toString(), "--log-level", "error"
    };
    int unused = Application.run(command, process);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    return JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
