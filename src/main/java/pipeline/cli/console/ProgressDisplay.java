package pipeline.cli.console;

import java.time.Clock;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Shows the piece of work that was started last: as a bar that is redrawn on a terminal, elsewhere
 * as a line every ten seconds. A thread of its own draws, so that seconds pass while the work
 * waits.
 */
public final class ProgressDisplay implements AutoCloseable {
  private enum ProgressStyle {
    BAR(200),
    LINES(10_000),
    NOTHING(0);

    final long everyMillis;

    ProgressStyle(long everyMillis) {
      this.everyMillis = everyMillis;
    }
  }

  private final Console console;
  private final Clock clock;
  private final ProgressStyle style;
  private @Nullable ProgressTask shown;
  private @Nullable Timer drawer;

  public ProgressDisplay(Console console, Clock clock, StderrTerminal terminal, ProgressMode mode) {
    this.console = console;
    this.clock = clock;
    this.style =
        mode == ProgressMode.NONE
            ? ProgressStyle.NOTHING
            : terminal.bars() ? ProgressStyle.BAR : ProgressStyle.LINES;
  }

  /**
   * Begins to show a piece of work.
   *
   * @param total how many steps there are to do; 0 where that is not known
   */
  public synchronized ProgressTask stage(String name, long total) {
    ProgressTask progress = new ProgressTask(name, total, clock.millis(), this);
    shown = progress;
    if (drawer == null && style != ProgressStyle.NOTHING) {
      drawer = new Timer("progress", true);
      drawer.schedule(drawing(), style.everyMillis, style.everyMillis);
    }
    return progress;
  }

  synchronized void draw() {
    if (shown == null) {
      return;
    }
    if (style == ProgressStyle.BAR) {
      console.bar(shown.bar(clock.millis()));
    } else if (style == ProgressStyle.LINES) {
      console.print(shown.line(clock.millis()));
    }
  }

  synchronized void end(ProgressTask progress) {
    if (shown == progress) {
      shown = null;
      console.bar("");
    }
  }

  @Override
  public synchronized void close() {
    shown = null;
    console.bar("");
    if (drawer != null) {
      drawer.cancel();
      drawer = null;
    }
  }

  private TimerTask drawing() {
    return new TimerTask() {
      @Override
      public void run() {
        draw();
      }
    };
  }
}
