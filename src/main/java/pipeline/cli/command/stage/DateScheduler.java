package pipeline.cli.command.stage;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pipeline.cli.command.stage.StageQueue.StageTurn;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.ExitCodeMapper;
import pipeline.cli.run.CommandSession;
import pipeline.tables.stage.Stage;

/**
 * Runs the stages of many dates. Several dates run at the same time; the oldest dates start first.
 *
 * <p>Results do not depend on timing. An extract stage reads partitions of other dates, or uses
 * responses of Spotify that were fetched for other dates. Such a stage therefore runs for only one
 * date at a time, in the order of the dates. It finds the same partitions as in a run without
 * parallel dates. {@code load} also reads other dates, but only the listings of earlier dates.
 * {@code extract-releases} has ended for all earlier dates before it begins for the date of {@code
 * load}.
 */
final class DateScheduler {
  /**
   * The work for one date. The parameter {@code turns} has the turns of this date by stage. The
   * work must end a turn as soon as it no longer needs the turn.
   */
  @FunctionalInterface
  interface DateWork {
    void run(LocalDate date, Map<Stage, StageTurn> turns) throws Exception;
  }

  /**
   * The exit codes of failures that concern only one date. After such a failure, the next date can
   * succeed.
   */
  private static final Set<ExitCode> DATE_SPECIFIC_CODES =
      EnumSet.of(ExitCode.AUDIT, ExitCode.INPUT, ExitCode.UNAVAILABLE);

  private final CommandSession session;
  private final Iterator<LocalDate> remaining;
  private final int parallel;
  private final DateWork work;
  private final Map<Stage, StageQueue> queues = new EnumMap<>(Stage.class);
  private final NavigableMap<LocalDate, Throwable> failures = new TreeMap<>();
  private boolean isStopped;

  /**
   * Creates a scheduler.
   *
   * @param dates the dates, oldest first
   * @param parallel the largest number of dates that run at the same time
   */
  DateScheduler(CommandSession session, List<LocalDate> dates, int parallel, DateWork work) {
    this.session = session;
    this.remaining = dates.iterator();
    this.parallel = Math.min(parallel, dates.size());
    this.work = work;
    queues.put(Stage.EXTRACT_RELEASES, new StageQueue());
    queues.put(Stage.EXTRACT_TRACKS, new StageQueue());
  }

  private record StartedDate(LocalDate date, Map<Stage, StageTurn> turns) {}

  /**
   * Runs all dates, and returns when the last one has ended. After a failure that may concern other
   * dates too, no other date begins its first stage.
   *
   * @throws Exception if a date fails; if several dates fail, the failure of the oldest one
   */
  void run() throws Exception {
    List<CompletableFuture<Void>> others =
        Stream.generate(() -> CompletableFuture.runAsync(this::runDates, DateScheduler::start))
            .limit(parallel - 1)
            .toList();
    runDates();
    others.forEach(CompletableFuture::join);
    if (!failures.isEmpty()) {
      Throwable first = failures.firstEntry().getValue();
      if (first instanceof Error error) {
        throw error;
      }
      throw (Exception) first;
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "dates");
    thread.setDaemon(true);
    thread.start();
  }

  private void runDates() {
    for (StartedDate next = startNext(); next != null; next = startNext()) {
      run(next);
    }
  }

  private synchronized @Nullable StartedDate startNext() {
    if (isStopped || !remaining.hasNext()) {
      return null;
    }
    LocalDate date = remaining.next();
    Map<Stage, StageTurn> turns = new EnumMap<>(Stage.class);
    queues.forEach((stage, queue) -> turns.put(stage, queue.add()));
    if (parallel > 1) {
      session.beginDate(date);
    }
    return new StartedDate(date, turns);
  }

  private void run(StartedDate started) {
    try {
      started.turns().get(Stage.EXTRACT_RELEASES).await();
      if (!isStopped()) {
        work.run(started.date(), started.turns());
      }
    } catch (Throwable failure) { // includes errors, because the other threads must end first
      addFailure(started.date(), failure);
    } finally {
      started.turns().values().forEach(StageTurn::end);
      if (parallel > 1) {
        session.endDate(started.date());
      }
    }
  }

  private synchronized boolean isStopped() {
    return isStopped;
  }

  private synchronized void addFailure(LocalDate date, Throwable failure) {
    failures.put(date, failure);
    isStopped |= !DATE_SPECIFIC_CODES.contains(ExitCodeMapper.toFailure(failure).code());
  }
}
