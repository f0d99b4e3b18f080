package pipeline.cli;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "backfill",
    header = "Run the four stages for each date of a span, the oldest first.",
    description = {
      "",
      "Goes on with the next date after the exit codes 65, 66 and 69, stops at every other failure,"
          + " and exits with the first. Prints a result line for each stage and one for the"
          + " command."
    },
    footer = {"", "Example:", "  pipeline backfill --from 2024-01-01 --to 2024-01-31"})
final class BackfillCommand extends AllStagesCommand {
  /** Failures that say something about one date and nothing about the next. */
  private static final Set<ExitCode> OF_ONE_DATE =
      EnumSet.of(ExitCode.AUDIT, ExitCode.INPUT, ExitCode.UNAVAILABLE);

  @Option(
      names = "--from",
      required = true,
      paramLabel = "<YYYY-MM-DD>",
      description = "The first date, in UTC.")
  LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "<YYYY-MM-DD>",
      description = "The last date, today at the latest.")
  LocalDate to = LocalDate.EPOCH;

  BackfillCommand(Session session) {
    super(session);
  }

  @Override
  String dateText() {
    return from + "/" + to;
  }

  @Override
  void run(Context context, Report report) throws Exception {
    if (from.isAfter(to)) {
      throw new UsageException(
          "--from %s is after --to %s: write the older date first, for example --from %s --to %s."
              .formatted(from, to, to, from));
    }
    Exception first = null;
    for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
      Exception failure = failureOf(date, context, report);
      first = first == null ? failure : first;
    }
    if (first != null) {
      throw first;
    }
  }

  /** What failed where the next date may still work, null where nothing did; throws all else. */
  private @Nullable Exception failureOf(LocalDate date, Context context, Report report)
      throws Exception {
    try {
      runStages(date, context, report);
      return null;
    } catch (Exception thrown) {
      Failure failure = Failures.of(thrown);
      if (!OF_ONE_DATE.contains(failure.code())) {
        throw thrown;
      }
      LoggerFactory.getLogger("pipeline").error("{}: {}", date, failure.message());
      return thrown;
    }
  }
}
