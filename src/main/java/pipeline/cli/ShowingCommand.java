package pipeline.cli;

import pipeline.cli.console.LogLevel;

/** A command whose data people look at; the log is for when something is odd. */
abstract class ShowingCommand extends LakeCommand {
  ShowingCommand(Session session) {
    super(session);
  }

  @Override
  LogLevel usualLogLevel() {
    return LogLevel.WARN;
  }

  @Override
  boolean dataOnStdout() {
    return true;
  }
}
