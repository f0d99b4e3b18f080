package pipeline.cli.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.FailureInfo;
import pipeline.cli.result.RequestCounts;
import pipeline.cli.result.ResultLine;
import pipeline.cli.result.StageResult;

/**
 * What is known of a command, or of a stage of one, while it runs: enough for a result at any time.
 */
public final class RunReport {
  private final String command;
  private final @Nullable String date;
  private final String runId;
  private final Clock clock;
  private final Instant startedAt;
  private StageResult outcome = StageResult.NOTHING;
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
  public synchronized void running(RunContext context) {
    running = context;
  }

  /** Something that only this command's result has; null for nothing. */
  public synchronized void tell(String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }

  public synchronized void add(StageResult more) {
    outcome = outcome.plus(more);
    running = null;
  }

  synchronized ResultLine ok() {
    return result(outcome.changed() ? "ok" : "kept", outcome, ExitCode.OK, null);
  }

  /** Of a command that answers, and keeps nothing that could change. */
  synchronized ResultLine answered() {
    return result("ok", outcome, ExitCode.OK, null);
  }

  synchronized ResultLine failed(FailureInfo failure) {
    return result("failed", soFar(), failure.code(), failure);
  }

  synchronized ResultLine stopped(ExitCode code) {
    return result("stopped", soFar(), code, null);
  }

  /** What ran counts its calls; what it did counts only once it is done. */
  StageResult soFar() {
    RequestCounts calls = running == null ? RequestCounts.NONE : running.calls();
    return outcome.plus(StageResult.ofCalls(calls));
  }

  private ResultLine result(
      String status, StageResult done, ExitCode code, @Nullable FailureInfo failure) {
    Duration took = Duration.between(startedAt, clock.instant());
    return new ResultLine(
        command,
        date,
        status,
        done,
        new LinkedHashMap<>(details),
        took,
        runId,
        code.number(),
        failure);
  }
}
