package pipeline.cli.command.stage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.option.DateOption;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;
import pipeline.cli.run.RunReport;

/** A command that is one stage for one date: what it adds is its options and {@code run}. */
abstract class StageCommand extends LakeCommand {
  @Mixin DateOption partition = new DateOption();

  StageCommand(CommandSession session) {
    super(session);
  }

  /** Does the stage's work, or throws and leaves all that is published as it was. */
  protected abstract StageResult run(RunContext context) throws Exception;

  final LocalDate date() {
    return partition.date();
  }

  @Override
  final @Nullable protected String dateText() {
    return partition.dateText();
  }

  @Override
  protected final void run(RunContext context, RunReport report) throws Exception {
    report.add(run(context));
  }
}
