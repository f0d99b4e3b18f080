package pipeline.cli.command.stage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pipeline.cli.option.TransformOptions;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.CommandSession;
import pipeline.cli.run.RunContext;

@Command(
    name = "transform",
    header =
        "Convert the raw rows to typed, flat rows without duplicates, and write them to clean.",
    description = {
      "",
      "A row that does not fit its table is written to clean/rejects, with the reason."
    },
    footer = {"", "Example:", "  pipeline transform --date 2024-01-01"})
public final class TransformCommand extends StageCommand {
  @Mixin TransformOptions options = new TransformOptions();

  public TransformCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected StageResult run(RunContext context) throws Exception {
    return session.services().stages().transform(date(), options.config(), context);
  }
}
