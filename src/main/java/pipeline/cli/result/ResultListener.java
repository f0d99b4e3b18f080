package pipeline.cli.result;

import pipeline.cli.result.ResultWriter.ResultLine;

/**
 * A listener that is notified of the results of a command and its stages, possibly by several
 * threads.
 */
public interface ResultListener {
  /** Receives the result of a stage of the command. */
  void stageEnded(ResultLine stage);

  /**
   * Receives the final result of the command before the result is printed. Is called once, and must
   * not throw.
   */
  void commandEnded(ResultLine command);
}
