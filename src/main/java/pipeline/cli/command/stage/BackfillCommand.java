package pipeline.cli.command.stage;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.result.RunReport;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;

@Command(
    name = "backfill",
    header = "Run the four stages for each date of a range.",
    description = {
      "",
      "Runs several dates at the same time, and starts the oldest dates first. Each extract stage"
          + " runs for only one date at a time, in the order of the dates. Meanwhile, transform and"
          + " load run for other dates. The tables are therefore the same as with --parallel 1.",
      "",
      "Continues with the next date after a failure with exit code 65, 66 or 69. After any other"
          + " failure, the dates that are running continue to their end, and no other date starts."
          + " The exit code is that of the oldest date that failed. Prints a result line for each"
          + " stage, in the order of the dates, and one for the command."
    },
    footer = {"", "Example:", "  pipeline backfill --from 2024-01-01 --to 2024-01-31"})
public final class BackfillCommand extends AllStagesCommand {
  private static final int MAX_PARALLEL = 16;

  @Option(
      names = "--from",
      order = 1,
      required = true,
      paramLabel = "<YYYY-MM-DD>",
      description = "First date, in UTC.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      order = 2,
      required = true,
      paramLabel = "<YYYY-MM-DD>",
      description = "Last date, in UTC; today or earlier.")
  private @Nullable LocalDate to;

  @Option(
      names = "--parallel",
      order = 3,
      paramLabel = "<n>",
      description =
          "Number of dates that run at the same time, from 1 to 16. Default: ${DEFAULT-VALUE}.")
  private int parallel = 4;

  public BackfillCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected String dateText() {
    return from == null || to == null ? null : from + "/" + to;
  }

  @Override
  protected void run(RunContext context, RunReport report) throws Exception {
    LocalDate oldest = Objects.requireNonNull(from, "--from");
    LocalDate newest = Objects.requireNonNull(to, "--to");
    OptionChecks.checkOrder(oldest, newest);
    OptionChecks.checkRange("--parallel", parallel, 1, MAX_PARALLEL);
    planCalls(oldest, newest, context);
    findUnchanged(oldest, newest, context);
    if (parallel > 1) {
      session.services().stages().warmUp(context);
    }
    new DateScheduler(
            session,
            oldest.datesUntil(newest.plusDays(1)).toList(),
            parallel,
            (date, turns) -> runStages(date, context, report, turns))
        .run();
  }
}
