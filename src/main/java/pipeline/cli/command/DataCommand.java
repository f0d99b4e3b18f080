package pipeline.cli.command;

import pipeline.cli.console.LogLevel;
import pipeline.cli.run.CommandSession;

/** A command that prints data for people or programs. It logs only warnings by default. */
public abstract class DataCommand extends LakeCommand {
  protected DataCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected LogLevel defaultLogLevel() {
    return LogLevel.WARN;
  }

  @Override
  protected boolean hasDataOnStdout() {
    return true;
  }
}
