package pipeline.cli.command;

import org.slf4j.event.Level;
import pipeline.cli.run.CommandSession;

/** A command that prints data for people or programs, and by default logs only warnings. */
public abstract class DataCommand extends LakeCommand {
  protected DataCommand(CommandSession session) {
    super(session);
  }

  @Override
  protected Level defaultLogLevel() {
    return Level.WARN;
  }

  @Override
  protected boolean hasDataOnStdout() {
    return true;
  }
}
