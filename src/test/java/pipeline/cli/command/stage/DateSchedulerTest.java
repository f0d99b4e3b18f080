package pipeline.cli.command.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.result.CommandException;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.SpotifyConfig;
import pipeline.extract.TrackConfig;
import pipeline.testing.cli.CommandRun;
import pipeline.testing.cli.FakeStageRunner;
import pipeline.transform.TransformConfig;

/** Checks dates of a backfill that run at the same time. */
@Timeout(60)
class DateSchedulerTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

  /** A latch that {@code load} of the first date waits for. */
  private final CountDownLatch release = new CountDownLatch(1);

  private final Semaphore extracting = new Semaphore(1);
  private boolean hasOverlap;

  /** The date whose {@code transform} throws an error. */
  private @Nullable LocalDate failing;

  /** A stage runner in which the first date waits in {@code load} until other dates have ended. */
  private final FakeStageRunner stages =
      new FakeStageRunner() {
        @Override
        public StageResult extractTracks(
            LocalDate date, TrackConfig tracks, SpotifyConfig spotify, RunContext with)
            throws Exception {
          hasOverlap |= !extracting.tryAcquire();
          StageResult result = super.extractTracks(date, tracks, spotify, with);
          Thread.sleep(5);
          extracting.release();
          return result;
        }

        @Override
        public StageResult transform(LocalDate date, TransformConfig rules, RunContext with)
            throws Exception {
          LoggerFactory.getLogger("test").info("transform");
          if (date.equals(failing)) {
            throw new StackOverflowError();
          }
          return super.transform(date, rules, with);
        }

        @Override
        public StageResult load(LocalDate date, Set<ListingAnomaly> failOn, RunContext with)
            throws Exception {
          if (date.equals(FIRST)) {
            assertTrue(release.await(20, TimeUnit.SECONDS));
          }
          try {
            return super.load(date, failOn, with);
          } finally {
            if (date.equals(FIRST.plusDays(8))) {
              release.countDown();
            }
          }
        }
      };

  private CommandRun backfill(int days, String... options) {
    String line = "backfill --from %s --to %s".formatted(FIRST, FIRST.plusDays(days - 1));
    return CommandRun.run(stages, (line + " " + String.join(" ", options)).strip().split(" "));
  }

  private static List<String> stageLines(CommandRun run) {
    return run.results().stream()
        .map(line -> line.get("command").getAsString() + " " + line.get("date").getAsString())
        .toList();
  }

  @Test
  void linesHaveTheOrderOfDates() {
    CommandRun run = backfill(9);

    assertEquals(0, run.exitCode(), run.err());
    List<String> lines = stageLines(run);
    assertEquals(4 * 9 + 1, lines.size());
    for (int day = 0; day < 9; day++) {
      LocalDate date = FIRST.plusDays(day);
      assertEquals(
          List.of(
              "extract-releases " + date,
              "extract-tracks " + date,
              "transform " + date,
              "load " + date),
          lines.subList(4 * day, 4 * day + 4));
    }
    assertTrue(
        stages.calls.indexOf("load " + FIRST) > stages.calls.indexOf("load " + FIRST.plusDays(8)));
  }

  @Test
  void extractStagesRunForOneDateAtATimeInOrder() {
    backfill(9, "--parallel", "16");

    for (String stage : List.of("extract-releases", "extract-tracks")) {
      List<String> calls = stages.calls.stream().filter(call -> call.startsWith(stage)).toList();
      assertEquals(calls.stream().sorted().toList(), calls);
    }
    assertFalse(hasOverlap);
  }

  @Test
  void logLinesShowTheirDate() {
    CommandRun run = backfill(9);

    for (int day = 0; day < 9; day++) {
      assertTrue(run.err().contains(" test " + FIRST.plusDays(day) + " transform"), run.err());
    }
    assertTrue(run.err().contains(" pipeline backfill 2024-01-01/2024-01-09"), run.err());
  }

  @Test
  void logLinesOfOneDateAtATimeHaveNoDate() {
    release.countDown();
    CommandRun run = backfill(2, "--parallel", "1");
    assertTrue(run.err().contains(" test transform"), run.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 66, 69})
  void otherDatesContinueAfterAFailureOfOneDate(int code) {
    stages.failFor("extract-tracks", "2024-01-03", failure(code));

    CommandRun run = backfill(9);

    assertEquals(code, run.exitCode());
    assertEquals(8 * 4 + 2 + 1, run.results().size());
    JsonObject failed = run.results().get(2 * 4 + 1);
    assertEquals("2024-01-03", failed.get("date").getAsString());
    assertEquals(code, failed.get("exit_code").getAsInt());
  }

  @ParameterizedTest
  @ValueSource(ints = {70, 74, 75, 77, 78})
  void noDateBeginsAfterAFailureThatConcernsAllDates(int code) {
    release.countDown();
    stages.failFor("extract-releases", "2024-01-03", failure(code));

    CommandRun run = backfill(9);

    assertEquals(code, run.exitCode());
    assertEquals(2 * 4 + 1 + 1, run.results().size(), "the dates before end");
  }

  @Test
  void datesThatHaveBegunEndAfterAFailure() {
    stages.failFor("load", "2024-01-09", failure(78));
    release.countDown();

    CommandRun run = backfill(12, "--parallel", "2");

    assertEquals(78, run.exitCode());
    List<String> lines = stageLines(run);
    assertEquals(4 * 9, lines.indexOf("load 2024-01-09") + 1);
    for (int line = 0; line < lines.size() - 1; line++) {
      LocalDate date = FIRST.plusDays(line / 4);
      assertTrue(lines.get(line).endsWith(" " + date), lines::toString);
    }
    assertEquals(1, lines.size() % 4, "each date that began has its four lines");
  }

  @Test
  void exitCodeIsThatOfTheFirstFailedDate() {
    stages.failFor("load", "2024-01-01", failure(66));
    stages.failFor("load", "2024-01-09", failure(65));

    CommandRun run = backfill(9);

    assertEquals(66, run.exitCode(), "although 2024-01-09 failed earlier");
    assertTrue(
        stages.calls.indexOf("load " + FIRST) > stages.calls.indexOf("load " + FIRST.plusDays(8)));
  }

  @Test
  void errorInAStageEndsTheCommandAfterTheOtherDates() {
    release.countDown();
    failing = FIRST.plusDays(1);

    CommandRun run = backfill(9);

    assertEquals(70, run.exitCode());
    assertEquals("backfill", run.result().get("command").getAsString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17})
  void numberOfDatesMustBeInItsRange(int parallel) {
    CommandRun run = backfill(2, "--parallel", String.valueOf(parallel));
    assertEquals(64, run.exitCode());
    assertTrue(run.err().contains("use a number from 1 to 16"), run.err());
  }

  private static Exception failure(int code) {
    ExitCode reason =
        Stream.of(ExitCode.values())
            .filter(each -> each.number() == code)
            .findFirst()
            .orElseThrow();
    return new CommandException(reason, "it is " + code);
  }
}
