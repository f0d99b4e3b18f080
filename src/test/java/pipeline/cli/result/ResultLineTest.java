package pipeline.cli.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.run.RunContext;
import pipeline.cli.settings.ConfigurationException;
import pipeline.spotify.api.RequestStats;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.testing.cli.CommandRun;
import pipeline.testing.cli.FakeStageRunner;

class ResultLineTest {
  private static final String DATE = "2024-01-01";

  @Test
  void successHasAllKeysInAFixedOrder() {
    FakeStageRunner stages = new FakeStageRunner();
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("raw/releases", 100L);
    rows.put("clean/rejects", 0L);
    stages.outcome =
        new StageResult(
            true,
            rows,
            "new_releases",
            false,
            false,
            true,
            new RequestStats(12, 2, 1, Map.of("token", 1L, "new-releases", 11L)),
            List.of("a late capture is a sample"));
    CommandRun run = CommandRun.run(stages, "extract-releases", "--date", DATE);
    assertEquals(0, run.exitCode());
    String line = run.out().replaceAll("\"run_id\":\"[0-9a-f]{12}-[0-9a-f]{12}\"", "\"run_id\":R");
    assertEquals(
        "{\"command\":\"extract-releases\",\"date\":\"2024-01-01\",\"status\":\"ok\","
            + "\"changed\":true,\"rows\":{\"raw/releases\":100,\"clean/rejects\":0},"
            + "\"source\":\"new_releases\",\"late\":false,\"partial\":false,\"truncated\":true,"
            + "\"requests\":12,\"retries\":2,\"throttled\":1,"
            + "\"calls\":{\"new-releases\":11,\"token\":1},\"seconds\":0.000,\"run_id\":R,"
            + "\"exit_code\":0,\"warnings\":[\"a late capture is a sample\"]}\n",
        line);
  }

  @Test
  void lineageIsReportedOnRequestAlsoByAFailedStage() {
    FakeStageRunner stages = new FakeStageRunner();
    String[] line = {"transform", "--date", DATE, "--lineage"};
    String empty = "\"rows\":{},\"inputs\":[],\"outputs\":[],";
    assertTrue(CommandRun.run(stages, line).out().contains(empty));
    assertFalse(CommandRun.run(stages, "transform", "--date", DATE).result().has("inputs"));
    stages.failFor("transform", DATE, new ConfigurationException("no lake"));
    CommandRun failed = CommandRun.run(stages, line);
    assertEquals(78, failed.exitCode());
    assertTrue(failed.out().contains(empty), failed.out());
  }

  @Test
  void resultHasTheAuditStatus() {
    FakeStageRunner stages = new FakeStageRunner();
    stages.outcome = FakeStageRunner.result(true, Map.of()).withAuditStatus();
    assertEquals("ok", audit(CommandRun.run(stages, "load", "--date", DATE)));
    stages.outcome = warned().withAuditStatus();
    assertEquals("warnings", audit(CommandRun.run(stages, "load", "--date", DATE)));
    stages.failFor(
        "load", DATE, new StageException(StageFailureReason.AUDIT_FAILED, "albums are unique: 1"));
    CommandRun failed = CommandRun.run(stages, "load", "--date", DATE);
    assertEquals("failed", audit(failed));
    assertEquals(65, failed.exitCode());
    stages.failFor(
        "load", DATE, new StageException(StageFailureReason.INPUT_MISSING, "run transform"));
    assertFalse(CommandRun.run(stages, "load", "--date", DATE).result().has("audit"));
  }

  @Test
  void commandHasTheWorstAuditOfItsDates() {
    FakeStageRunner stages = new FakeStageRunner();
    stages.outcome = FakeStageRunner.result(true, Map.of()).plus(warned().withAuditStatus());
    String[] span = {"backfill", "--from", "2024-01-01", "--to", "2024-01-02"};
    assertEquals("warnings", audit(CommandRun.run(stages, span)));
    stages.failFor(
        "load", "2024-01-02", new StageException(StageFailureReason.AUDIT_FAILED, "it failed"));
    assertEquals("failed", audit(CommandRun.run(stages, span)));
  }

  private static StageResult warned() {
    return new StageResult(
        true,
        Map.of(),
        null,
        false,
        false,
        false,
        RequestStats.NONE,
        List.of("gap: 2 of the dates"));
  }

  private static String audit(CommandRun run) {
    return run.result().get("audit").getAsString();
  }

  @Test
  void unchangedStageHasStatusKept() {
    FakeStageRunner stages = new FakeStageRunner();
    stages.outcome = FakeStageRunner.result(false, Map.of("clean/albums", 3L));
    JsonObject result = CommandRun.run(stages, "transform", "--date", DATE).result();
    assertEquals("kept", result.get("status").getAsString());
    assertFalse(result.get("changed").getAsBoolean());
    assertFalse(result.has("source"));
    assertFalse(result.has("error"));
    assertFalse(result.has("retry_at"));
    assertFalse(result.has("warnings"));
  }

  @Test
  void rateLimitedResultHasRetryAtAndCalls() {
    Instant until = Instant.parse("2026-11-21T15:00:00Z");
    FakeStageRunner stages =
        new FakeStageRunner()
            .failFor(
                "extract-tracks",
                DATE,
                new CommandException(
                    new FailureInfo(ExitCode.RATE_LIMITED, "wait until 15:00", until)));
    CommandRun run = CommandRun.run(stages, "extract-tracks", "--date", DATE);
    assertEquals(75, run.exitCode());
    JsonObject result = run.result();
    assertEquals("failed", result.get("status").getAsString());
    assertEquals("2026-11-21T15:00:00Z", result.get("retry_at").getAsString());
    assertEquals("wait until 15:00", result.get("error").getAsString());
    assertEquals(75, result.get("exit_code").getAsInt());
    assertEquals(7, result.get("requests").getAsInt());
    assertEquals(2, result.get("retries").getAsInt());
    assertEquals(1, result.get("throttled").getAsInt());
  }

  @Test
  void usageErrorHasAResultLine() {
    CommandRun run = CommandRun.run("load", "--date", "2024-02-30");
    assertEquals(1, run.results().size());
    assertEquals("load", run.result().get("command").getAsString());
    assertEquals("failed", run.result().get("status").getAsString());
    assertEquals(64, run.result().get("exit_code").getAsInt());
    assertTrue(run.result().get("error").getAsString().contains("2024-02-30 does not exist"));
    assertFalse(run.result().has("date"));
  }

  @Test
  void bugHasItsStackTraceOnStderr() {
    FakeStageRunner stages =
        new FakeStageRunner().failFor("load", DATE, new IllegalStateException("oops"));
    CommandRun run = CommandRun.run(stages, "load", "--date", DATE);
    assertEquals(70, run.exitCode());
    assertTrue(run.err().contains("\tat pipeline.cli.result.ResultLineTest"), run.err());
    assertEquals(1, run.results().size());
  }

  @Test
  void errorOfTheJvmHasAResultLine() {
    FakeStageRunner stages =
        new FakeStageRunner() {
          @Override
          public StageResult load(
              java.time.LocalDate date, Set<ListingAnomaly> failOn, RunContext with) {
            throw new StackOverflowError();
          }
        };
    assertEquals(
        70, CommandRun.run(stages, "load", "--date", DATE).result().get("exit_code").getAsInt());
  }

  @Test
  void knownFailureHasNoStackTraceBelowDebug() {
    FakeStageRunner stages =
        new FakeStageRunner()
            .failFor("load", DATE, new ConfigurationException("no such bucket: make it"));
    CommandRun quiet = CommandRun.run(stages, "load", "--date", DATE);
    assertEquals(78, quiet.exitCode());
    assertTrue(quiet.err().contains("ERROR pipeline no such bucket: make it\n"), quiet.err());
    assertFalse(quiet.err().contains("\tat "), quiet.err());
    CommandRun debug = CommandRun.run(stages, "load", "--date", DATE, "--log-level", "debug");
    assertTrue(debug.err().contains("\tat "), debug.err());
  }
}
