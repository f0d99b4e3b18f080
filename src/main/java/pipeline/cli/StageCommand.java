package pipeline.cli;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

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
  final @Nullable String dateText() {
    return partition.text();
  }

  @Override
  final void run(RunContext context, RunReport report) throws Exception {
    report.running(context);
    report.add(run(context));
  }
}
