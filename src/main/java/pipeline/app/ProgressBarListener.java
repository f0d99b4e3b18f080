package pipeline.app;

import org.jspecify.annotations.Nullable;
import pipeline.cli.console.ProgressDisplay;
import pipeline.cli.console.ProgressTask;
import pipeline.tables.stage.ProgressListener;

/** A stage's meter on the progress board: the bar appears with the first step. */
final class ProgressBarListener implements ProgressListener, AutoCloseable {
  private final String name;
  private final ProgressDisplay board;
  private @Nullable ProgressTask progress;
  private long shown;

  ProgressBarListener(String name, ProgressDisplay board) {
    this.name = name;
    this.board = board;
  }

  @Override
  public void onProgress(long done, long total) {
    if (progress == null) {
      progress = board.stage(name, total);
    }
    progress.advance(done - shown);
    shown = done;
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
