package pipeline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "load",
    header = "Audit clean and publish it as the star in analytics.",
    description = {"", "All audits come before the first table is published."},
    footer = {"", "Example:", "  pipeline load --date 2024-01-01"})
final class LoadCommand extends StageCommand {
  @Mixin FailOnOption failOn = new FailOnOption();

  LoadCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected StageResult run(RunContext context) throws Exception {
    return session.stages().load(date(), failOn.doubts(), context);
  }
}
