package pipeline.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.testing.cli.CommandRun;
import pipeline.testing.cli.FakeStageRunner;

class CommandLineUsageTest {
  @ParameterizedTest
  @CsvSource({
    "extract-relases, extract-releases",
    "extract_tracks, extract-tracks",
    "trasnform, transform",
    "lod, load",
    "back, backfill",
  })
  void unknownCommandGetsASuggestion(String typed, String meant) {
    CommandRun run = CommandRun.run(typed);
    assertEquals(64, run.exitCode());
    assertEquals("", run.out());
    assertEquals(
        "unknown command: '%s'; did you mean %s?\nSee: pipeline --help\n".formatted(typed, meant),
        run.err());
  }

  @Test
  void unlikeWordGetsNoSuggestion() {
    assertTrue(CommandRun.run("xyzzyxyzzy").err().startsWith("unknown command: 'xyzzyxyzzy'\n"));
  }

  @Test
  void missingCommandIsAUsageError() {
    CommandRun run = CommandRun.run();
    assertEquals(64, run.exitCode());
    assertTrue(
        run.err().startsWith("no command is given; write for example pipeline run --date"),
        run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "2024-1-1",
        "20240101",
        "yesterday",
        "2024-01-01T00:00:00",
        "+2024-01-01",
        "2026-11-22",
        "9999-12-31",
        ""
      })
  void invalidDateIsRefused(String date) {
    FakeStageRunner stages = new FakeStageRunner();
    CommandRun run = CommandRun.run(stages, "load", "--date", date);
    assertEquals(64, run.exitCode());
    assertTrue(run.err().startsWith("Invalid value for option '--date': "), run.err());
    assertTrue(run.err().contains("for example 20"), run.err());
    assertTrue(stages.calls.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-21", "2024-02-29", "1970-01-01"})
  void dateUpToTodayIsAccepted(String date) {
    FakeStageRunner stages = new FakeStageRunner();
    assertEquals(0, CommandRun.run(stages, "load", "--date=" + date).exitCode());
    assertEquals("[load " + date + "]", stages.calls.toString());
  }

  @Test
  void missingDateIsNamedWithAnExample() {
    CommandRun run = CommandRun.run("extract-tracks");
    assertEquals(64, run.exitCode());
    assertTrue(run.err().startsWith("--date is missing, for example --date 2024-01-31\n"));
  }

  @Test
  void unknownOptionIsSuggestedBeforeMissingOnes() {
    CommandRun run = CommandRun.run("load", "--dat", "2024-01-01");
    assertTrue(run.err().startsWith("unknown option: '--dat'; did you mean --date?\n"), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--source web | 'web' is not one of auto, new-releases, search",
        "--late never | 'never' is not one of search, fail",
        "--log-level loud | 'loud' is not one of error, warn, info, debug, trace",
        "--max-wait soon | 'soon' is not a duration; write it as 90, 90s, 5m or 1h",
        "--max-albums 0 | --max-albums is too small: 0; the minimum is 1",
        "--max-albums many | 'many' is not an int",
        "--requests-per-30s -1 | --requests-per-30s is too small: -1; the minimum is 0",
        "--market germany | invalid country code: --market germany",
      })
  void wrongValueNamesItsOption(String option, String message) {
    CommandRun run = CommandRun.runLine("extract-releases --date 2024-01-01 " + option);
    assertEquals(64, run.exitCode());
    assertTrue(run.err().contains(message), run.err());
    assertTrue(run.err().contains(option.substring(0, option.indexOf(' '))), run.err());
    assertEquals(64, run.result().get("exit_code").getAsInt());
    assertEquals("2024-01-01", run.result().get("date").getAsString());
  }

  @Test
  void argumentDamagedByTheLocaleIsRefused() {
    CommandRun run =
        CommandRun.run("extract-releases", "--date", "2024-01-01", "--artist", "Bj\uFFFD\uFFFDrk");
    assertEquals(64, run.exitCode());
    assertTrue(run.err().contains("set LC_ALL=C.UTF-8"), run.err());
    assertEquals(64, run.result().get("exit_code").getAsInt());
  }

  @Test
  void rangeThatEndsBeforeItBeginsIsRefused() {
    CommandRun run = CommandRun.run("backfill", "--from", "2024-02-01", "--to", "2024-01-01");
    assertEquals(64, run.exitCode());
    assertTrue(run.err().contains("--from 2024-02-01 is after --to 2024-01-01"), run.err());
  }

  @Test
  void versionHasItsCommit() {
    CommandRun run = CommandRun.run("--version");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().matches("pipeline \\S+ \\(commit \\S+\\)\\R"), run.out());
  }

  @Test
  void completionScriptIsPrinted() {
    CommandRun run = CommandRun.run("generate-completion");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("extract-releases"), "the commands are completed");
  }
}
