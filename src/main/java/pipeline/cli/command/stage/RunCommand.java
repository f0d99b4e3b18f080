package pipeline.cli.command.stage;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pipeline.cli.option.DateOption;
import pipeline.cli.result.RunReport;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;

@Command(
    name = "run",
    header = "Run the four stages for a date in one process.",
    description = {"", "Prints a result line for each stage and one for the command."},
    footer = {
      "",
      "Examples:",
      "  pipeline run --date 2024-01-01",
      "  pipeline run --date 2024-01-01 --simulate"
    })
public final class RunCommand extends AllStagesCommand {
  @Mixin DateOption partition = new DateOption();

  public RunCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable
  protected String dateText() {
    return partition.dateText();
  }

  @Override
  protected void run(RunContext context, RunReport report) throws Exception {
    runStages(partition.date(), context, report);
  }
}
