package pipeline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "transform",
    header = "Write raw's rows, typed, flat and deduplicated, to clean.",
    description = {"", "What does not fit goes to clean/rejects, with the reason."},
    footer = {"", "Example:", "  pipeline transform --date 2024-01-01"})
final class TransformCommand extends StageCommand {
  @Mixin TransformOptions options = new TransformOptions();

  TransformCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected StageResult run(RunContext context) throws Exception {
    return session.stages().transform(date(), options.rules(), context);
  }
}
