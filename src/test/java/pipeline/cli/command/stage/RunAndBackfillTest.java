package pipeline.cli.command.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.SpotifyConfig;
import pipeline.extract.ReleaseConfig;
import pipeline.extract.ReleaseConfig.LateDatePolicy;
import pipeline.extract.ReleaseConfig.SourcePolicy;
import pipeline.extract.TrackConfig;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.spotify.api.RequestStats;
import pipeline.testing.cli.CommandRun;
import pipeline.testing.cli.FakeStageRunner;
import pipeline.transform.TransformConfig;
import pipeline.transform.TransformConfig.SchemaContract;

class RunAndBackfillTest {
  private static final Path FOLDER = Path.of("target");

  private final FakeStageRunner stages = new FakeStageRunner();

  @Test
  void runExecutesTheFourStagesInOrder() {
    stages.outcome =
        new StageResult(
            true, Map.of("t", 2L), null, false, false, false, new RequestStats(5, 1, 0), List.of());
    CommandRun run = CommandRun.run(stages, "run", "--date", "2024-01-01");
    assertEquals(0, run.exitCode());
    assertEquals(
        List.of(
            "extract-releases 2024-01-01",
            "extract-tracks 2024-01-01",
            "transform 2024-01-01",
            "load 2024-01-01"),
        stages.calls);
    assertEquals("extract-releases extract-tracks transform load run", joinMember(run, "command"));
    assertEquals("5 5 5 5 20", joinMember(run, "requests"));
    assertEquals(8, run.result().get("rows").getAsJsonObject().get("t").getAsInt());
  }

  @Test
  void runStopsAtTheFirstFailedStage() {
    stages.failFor("extract-tracks", "2024-01-01", failure(ExitCode.UNAVAILABLE));
    CommandRun run = CommandRun.run(stages, "run", "--date", "2024-01-01");
    assertEquals(69, run.exitCode());
    assertEquals("extract-releases extract-tracks run", joinMember(run, "command"));
    assertEquals("ok failed failed", joinMember(run, "status"));
    assertEquals("0 69 69", joinMember(run, "exit_code"));
    assertEquals("0 7 7", joinMember(run, "requests"));
    assertEquals(1, run.err().lines().filter(line -> line.contains("ERROR")).count(), run.err());
  }

  @Test
  void backfillReportsUnchangedDatesWithoutRunningTheirStages() {
    StageResult warned =
        FakeStageRunner.result(false, Map.of("t", 3L)).withWarnings(List.of("a gap"));
    stages.unchanged =
        date ->
            date.getDayOfMonth() == 29
                ? List.of(StageResult.EMPTY, StageResult.EMPTY, StageResult.EMPTY, warned)
                : List.of();
    CommandRun run =
        CommandRun.run(stages, "backfill", "--from", "2024-02-28", "--to", "2024-03-01");
    assertEquals(0, run.exitCode());
    assertEquals(8, stages.calls.size());
    assertTrue(stages.calls.stream().noneMatch(call -> call.endsWith("2024-02-29")));
    assertEquals(13, run.results().size());
    JsonObject load = run.results().get(7);
    assertEquals("load", load.get("command").getAsString());
    assertEquals("2024-02-29", load.get("date").getAsString());
    assertEquals("kept", load.get("status").getAsString());
    assertEquals(3, load.get("rows").getAsJsonObject().get("t").getAsInt());
    assertEquals("a gap", load.get("warnings").getAsJsonArray().get(0).getAsString());
  }

  @Test
  void backfillRunsTheOldestDateFirst() {
    CommandRun run = backfill("2024-02-28", "2024-03-01", 1);
    assertEquals(0, run.exitCode());
    assertEquals(12, stages.calls.size());
    assertEquals("extract-releases 2024-02-28", stages.calls.get(0));
    assertEquals("load 2024-02-29", stages.calls.get(7));
    assertEquals("load 2024-03-01", stages.calls.get(11));
    assertEquals("2024-02-28/2024-03-01", run.result().get("date").getAsString());
    assertEquals(13, run.results().size());
  }

  @ParameterizedTest
  @EnumSource(names = {"AUDIT", "INPUT", "UNAVAILABLE"})
  void backfillContinuesAfterAFailureOfOneDate(ExitCode code) {
    stages.failFor("extract-releases", "2024-01-02", failure(code));
    stages.failFor("load", "2024-01-03", failure(ExitCode.AUDIT));
    CommandRun run =
        CommandRun.run(stages, "backfill", "--from", "2024-01-01", "--to", "2024-01-04");
    assertEquals(code.number(), run.exitCode(), "the first failure's");
    assertEquals(4 + 1 + 4 + 4, stages.calls.size());
    assertEquals("failed", run.result().get("status").getAsString());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OK", "USAGE", "AUDIT", "INPUT", "UNAVAILABLE"})
  void backfillStopsAtAFailureThatConcernsAllDates(ExitCode code) {
    stages.failFor("transform", "2024-01-01", failure(code));
    CommandRun run = backfill("2024-01-01", "2024-01-04", 1);
    assertEquals(code.number(), run.exitCode());
    assertEquals(3, stages.calls.size());
    assertEquals(4, run.results().size());
  }

  @Test
  void backfillExitsWithItsFirstFailure() {
    stages.failFor("transform", "2024-01-01", failure(ExitCode.INPUT));
    stages.failFor("extract-releases", "2024-01-02", failure(ExitCode.RATE_LIMITED));
    CommandRun run = backfill("2024-01-01", "2024-01-04", 1);
    assertEquals(66, run.exitCode());
    assertEquals(4, stages.calls.size());
  }

  @Test
  void backfillSummarizesWarningsOfManyDates() {
    stages.outcome =
        FakeStageRunner.result(true, Map.of("raw/releases", 20L))
            .withWarnings(List.of("historical capture: a sample"));

    CommandRun run =
        CommandRun.run(stages, "backfill", "--from", "2016-01-01", "--to", "2024-03-18");

    JsonObject result = run.result();
    assertEquals(
        "historical capture: a sample (3000 dates from 2016-01-01 to 2024-03-18)",
        result.getAsJsonArray("warnings").get(0).getAsString());
    assertEquals(1, result.getAsJsonArray("warnings").size());
    assertTrue(result.toString().length() < 4096);
  }

  @Test
  void optionsReachTheStages() {
    CommandRun run =
        CommandRun.run(
            stages,
            ("run --date 2024-01-01 --source search --late fail --replace --max-albums 7"
                    + " --max-search-calls 9 --refetch --refetch-after-days 3"
                    + " --requests-per-30s 0 --max-wait 5m --market DE --ignore-block"
                    + " --allow-partial --max-rejects 0.2 --schema-contract freeze"
                    + " --fail-on stale,gap --simulate --seed 42 --app development")
                .split(" "));
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        new ReleaseConfig(SourcePolicy.SEARCH, LateDatePolicy.FAIL, true, 7, 9, List.of()),
        stages.releaseConfig);
    assertEquals(new TrackConfig(true, true, 3), stages.trackConfig);
    assertEquals(
        new SpotifyConfig(0, Map.of(), java.time.Duration.ofMinutes(5), "DE", true, true),
        stages.spotifyConfig);
    assertEquals(new TransformConfig(0.2, SchemaContract.FREEZE), stages.transformConfig);
    assertEquals(Set.of(ListingAnomaly.STALE, ListingAnomaly.GAP), stages.failOn);
    assertEquals(
        SimulatorConfig.DEFAULTS.withApp(QuotaMode.DEVELOPMENT),
        stages.context.simulation().orElseThrow());
  }

  @Test
  void defaultsAreThoseOfTheHelp() {
    CommandRun.run(stages, "run", "--date", "2024-01-01");
    assertEquals(
        new ReleaseConfig(SourcePolicy.AUTO, LateDatePolicy.SEARCH, false, null, 100, List.of()),
        stages.releaseConfig);
    assertEquals(new TrackConfig(false, false, 30), stages.trackConfig);
    assertEquals(
        new SpotifyConfig(null, Map.of(), java.time.Duration.ofMinutes(2), null, false, false),
        stages.spotifyConfig);
    assertEquals(new TransformConfig(0.05, SchemaContract.EVOLVE), stages.transformConfig);
    assertEquals(Set.of(), stages.failOn);
    assertTrue(stages.context.simulation().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"'', DE", "--market US, US", "--market none, "})
  void marketOfTheOptionPrecedesTheSetting(String option, @Nullable String market) {
    String line = "backfill --from 2024-01-01 --to 2024-01-01 " + option;
    CommandRun run =
        CommandRun.run(stages, Map.of("SPOTIFY_MARKET", "DE"), FOLDER, line.strip().split(" "));
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(market, stages.spotifyConfig.market());
  }

  @Test
  void invalidMarketOfTheSettingIsAConfigurationError() {
    CommandRun run =
        CommandRun.run(
            stages, Map.of("SPOTIFY_MARKET", "de"), FOLDER, "run", "--date", "2024-01-01");
    assertEquals(78, run.exitCode());
    assertTrue(run.err().contains("SPOTIFY_MARKET (from the environment) is de"), run.err());
    assertEquals(List.of(), stages.calls);
  }

  private CommandRun backfill(String from, String to, int parallel) {
    return CommandRun.run(
        stages, "backfill", "--from", from, "--to", to, "--parallel", String.valueOf(parallel));
  }

  private static Exception failure(ExitCode code) {
    return new CommandException(code, "it is " + code);
  }

  /** Returns one member of each result line, separated by spaces. */
  private static String joinMember(CommandRun run, String member) {
    return run.results().stream()
        .map((JsonObject line) -> line.get(member).getAsString())
        .collect(Collectors.joining(" "));
  }
}
