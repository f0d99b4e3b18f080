package pipeline.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "run",
    header = "Run the four stages for a date, in one process.",
    description = {"", "Prints a result line for each stage and one for the command."},
    footer = {
      "",
      "Examples:",
      "  pipeline run --date 2024-01-01",
      "  pipeline run --date 2024-01-01 --simulate"
    })
final class RunCommand extends AllStagesCommand {
  @Mixin DateOption partition = new DateOption();

  RunCommand(CommandSession session) {
    super(session);
  }

  @Override
  @Nullable String dateText() {
    return partition.text();
  }

  @Override
  void run(RunContext context, RunReport report) throws Exception {
    runStages(partition.date(), context, report);
  }
}
