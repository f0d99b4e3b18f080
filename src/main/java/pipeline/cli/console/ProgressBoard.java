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
public final class ProgressBoard implements AutoCloseable {
  private enum Style {
    BAR(200),
    LINES(10_000),
    NOTHING(0);

    final long everyMillis;

    Style(long everyMillis) {
      this.everyMillis = everyMillis;
    }
  }

  private final Console console;
  private final Clock clock;
  private final Style style;
  private @Nullable Progress shown;
  private @Nullable Timer drawer;

  public ProgressBoard(Console console, Clock clock, Terminal terminal, ProgressMode mode) {
    this.console = console;
    this.clock = clock;
    this.style =
        mode == ProgressMode.NONE ? Style.NOTHING : terminal.bars() ? Style.BAR : Style.LINES;
  }

  /**
   * Begins to show a piece of work.
   *
   * @param total how many steps there are to do; 0 where that is not known
   */
  public synchronized Progress stage(String name, long total) {
    Progress progress = new Progress(name, total, clock.millis(), this);
    shown = progress;
    if (drawer == null && style != Style.NOTHING) {
      drawer = new Timer("progress", true);
      drawer.schedule(drawing(), style.everyMillis, style.everyMillis);
    }
    return progress;
  }

  synchronized void draw() {
    if (shown == null) {
      return;
    }
    if (style == Style.BAR) {
      console.bar(shown.bar(clock.millis()));
    } else if (style == Style.LINES) {
      console.print(shown.line(clock.millis()));
    }
  }

  synchronized void end(Progress progress) {
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
