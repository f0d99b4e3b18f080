package pipeline.cli.command;

import pipeline.cli.console.LogLevel;
import pipeline.cli.run.CommandSession;

/** A command whose data people look at; the log is for when something is odd. */
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
