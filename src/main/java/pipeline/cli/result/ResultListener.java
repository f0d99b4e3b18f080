package pipeline.cli.result;

import pipeline.cli.result.ResultWriter.ResultLine;

/** Is notified of the results of a command and its stages. Calls may come from several threads. */
public interface ResultListener {
  /** Receives the result of a stage of the command. */
  void stageEnded(ResultLine stage);

  /** Receives the final result of the command, once and before it is printed. Must not throw. */
  void commandEnded(ResultLine command);
}
