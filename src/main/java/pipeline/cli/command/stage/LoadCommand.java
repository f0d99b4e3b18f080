package pipeline.cli.command.stage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pipeline.cli.option.FailOnOption;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;

@Command(
    name = "load",
    header = "Audit the clean tables and publish the star schema in analytics.",
    description = {
      "",
      "All audits run before the first table is published. If one fails, nothing is published."
    },
    footer = {"", "Example:", "  pipeline load --date 2024-01-01"})
public final class LoadCommand extends StageCommand {
  @Mixin FailOnOption failOn = new FailOnOption();

  public LoadCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected StageResult run(RunContext context) throws Exception {
    return session.services().stages().load(date(), failOn.anomalies(), context);
  }
}
