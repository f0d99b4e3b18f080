package pipeline.app;

import org.jspecify.annotations.Nullable;
import pipeline.cli.console.ProgressDisplay;
import pipeline.cli.console.ProgressTask;
import pipeline.tables.stage.ProgressListener;

/** A listener that displays the progress of a stage, from its first step on. */
final class ProgressBarListener implements ProgressListener, AutoCloseable {
  private final String name;
  private final ProgressDisplay display;
  private @Nullable ProgressTask progress;
  private long reported;

  ProgressBarListener(String name, ProgressDisplay display) {
    this.name = name;
    this.display = display;
  }

  @Override
  public void onProgress(long done, long total) {
    if (progress == null) {
      progress = display.start(name, total);
    }
    progress.advance(done - reported);
    reported = done;
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
