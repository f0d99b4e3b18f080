package pipeline.cli;

import pipeline.cli.console.LogLevel;

/** A command whose data people look at; the log is for when something is odd. */
abstract class DataCommand extends LakeCommand {
  DataCommand(CommandSession session) {
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
