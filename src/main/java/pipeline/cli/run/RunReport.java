package pipeline.cli.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.FailureInfo;
import pipeline.cli.result.ResultLine;
import pipeline.cli.result.StageResult;
import pipeline.cli.result.WarningSummary;
import pipeline.spotify.api.RequestStats;

/**
 * What is known of a command, or of a stage of one, while it runs: enough for a result at any time.
 */
public final class RunReport {
  private final String command;
  private final @Nullable String date;
  private final String runId;
  private final Clock clock;
  private final Instant startedAt;
  private StageResult outcome = StageResult.EMPTY;
  private final WarningSummary warnings = new WarningSummary();
  private final Map<String, Object> details = new LinkedHashMap<>();
  private @Nullable RunContext running;

  RunReport(String command, @Nullable String date, String runId, Clock clock) {
    this.command = command;
    this.date = date;
    this.runId = runId;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /** Calls of this context count until its outcome is added. */
  public synchronized void countCallsOf(RunContext context) {
    running = context;
  }

  /** Something that only this command's result has; null for nothing. */
  public synchronized void addDetail(String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }

  public synchronized void add(StageResult more) {
    outcome = outcome.plus(more);
    running = null;
  }

  /** Adds the result of a stage for a date, and summarizes its warnings with those of others. */
  synchronized void addStage(String stageDate, StageResult more) {
    warnings.add(stageDate, more.warnings());
    add(more.withWarnings(List.of()));
  }

  synchronized ResultLine okResult() {
    return result(outcome.changed() ? "ok" : "kept", outcome, ExitCode.OK, null);
  }

  /** Of a command that answers, and keeps nothing that could change. */
  synchronized ResultLine answerResult() {
    return result("ok", outcome, ExitCode.OK, null);
  }

  synchronized ResultLine failedResult(FailureInfo failure) {
    return result("failed", currentOutcome(), failure.code(), failure);
  }

  synchronized ResultLine stoppedResult(ExitCode code) {
    return result("stopped", currentOutcome(), code, null);
  }

  /** What ran counts its calls; what it did counts only once it is done. */
  StageResult currentOutcome() {
    RequestStats calls = running == null ? RequestStats.NONE : running.requestStats();
    return outcome.plus(StageResult.fromStats(calls));
  }

  private List<String> allWarnings(StageResult done) {
    List<String> all = new ArrayList<>(warnings.warnings());
    all.addAll(done.warnings());
    return all;
  }

  private ResultLine result(
      String status, StageResult done, ExitCode code, @Nullable FailureInfo failure) {
    Duration duration = Duration.between(startedAt, clock.instant());
    return new ResultLine(
        command,
        date,
        status,
        done.withWarnings(allWarnings(done)),
        new LinkedHashMap<>(details),
        duration,
        runId,
        code.number(),
        failure);
  }
}
