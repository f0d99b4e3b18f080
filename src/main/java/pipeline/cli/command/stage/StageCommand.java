package pipeline.cli.command.stage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pipeline.cli.command.LakeCommand;
import pipeline.cli.option.DateOption;
import pipeline.cli.result.RunReport;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;

/** A command that runs one stage for one date. A subclass adds the options and runs the stage. */
abstract class StageCommand extends LakeCommand {
  @Mixin DateOption partition = new DateOption();

  @Option(
      names = "--lineage",
      order = 5,
      description =
          "In the result line, list the input and output partitions of the stage, with URI, rows,"
              + " bytes, content hash and audits.")
  private boolean hasLineage;

  StageCommand(CommandSession session) {
    super(session);
  }

  /**
   * Runs the stage. If the stage fails before it publishes, all published partitions stay
   * unchanged.
   */
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
    try {
      report.add(run(context));
    } finally { // a failed stage reports what it has read and published
      if (hasLineage) {
        report.addDetail("inputs", context.lineage().inputs());
        report.addDetail("outputs", context.lineage().outputs());
      }
    }
  }
}
