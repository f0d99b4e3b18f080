package pipeline.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a command, or of a stage of one, while it runs: enough for a result at any time.
 */
final class Report {
  private final String command;
  private final @Nullable String date;
  private final String runId;
  private final Clock clock;
  private final Instant startedAt;
  private Outcome outcome = Outcome.NOTHING;
  private final Map<String, Object> details = new LinkedHashMap<>();
  private @Nullable Context running;

  Report(String command, @Nullable String date, String runId, Clock clock) {
    this.command = command;
    this.date = date;
    this.runId = runId;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /** Calls of this context count until its outcome is added. */
  synchronized void running(Context context) {
    running = context;
  }

  /** Something that only this command's result has; null for nothing. */
  synchronized void tell(String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }

  synchronized void add(Outcome more) {
    outcome = outcome.plus(more);
    running = null;
  }

  synchronized Result ok() {
    return result(outcome.changed() ? "ok" : "kept", outcome, ExitCode.OK, null);
  }

  /** Of a command that answers, and keeps nothing that could change. */
  synchronized Result answered() {
    return result("ok", outcome, ExitCode.OK, null);
  }

  synchronized Result failed(Failure failure) {
    return result("failed", soFar(), failure.code(), failure);
  }

  synchronized Result stopped(ExitCode code) {
    return result("stopped", soFar(), code, null);
  }

  /** What ran counts its calls; what it did counts only once it is done. */
  Outcome soFar() {
    Calls calls = running == null ? Calls.NONE : running.calls();
    return outcome.plus(Outcome.ofCalls(calls));
  }

  private Result result(String status, Outcome done, ExitCode code, @Nullable Failure failure) {
    Duration took = Duration.between(startedAt, clock.instant());
    return new Result(
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
