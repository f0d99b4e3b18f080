package pipeline.cli.command.stage;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipeline.cli.option.OptionChecks;
import pipeline.cli.result.ExitCode;
import pipeline.cli.result.ExitCodeMapper;
import pipeline.cli.result.RunReport;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;

@Command(
    name = "backfill",
    header = "Run the four stages for each date of a range.",
    description = {
      "",
      "Runs the oldest date first. Continues with the next date after a failure with exit code 65,"
          + " 66 or 69, and stops at any other failure. The exit code is that of the first failure."
          + " Prints a result line for each stage and one for the command."
    },
    footer = {"", "Example:", "  pipeline backfill --from 2024-01-01 --to 2024-01-31"})
public final class BackfillCommand extends AllStagesCommand {
  /**
   * The exit codes of failures that concern only one date. After such a failure, the next date can
   * succeed.
   */
  private static final Set<ExitCode> DATE_SPECIFIC_CODES =
      EnumSet.of(ExitCode.AUDIT, ExitCode.INPUT, ExitCode.UNAVAILABLE);

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
      description = "Last date, in UTC. At most today.")
  private @Nullable LocalDate to;

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
    planCalls(oldest, newest, context);
    findUnchanged(oldest, newest, context);
    Exception first = null;
    for (LocalDate date = oldest; !date.isAfter(newest); date = date.plusDays(1)) {
      try {
        runStages(date, context, report);
      } catch (Exception failure) {
        first = first == null ? failure : first;
        if (!DATE_SPECIFIC_CODES.contains(ExitCodeMapper.toFailure(failure).code())) {
          break;
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
