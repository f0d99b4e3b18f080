package pipeline.cli.console;

import java.time.Clock;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * The display of the task that started last: a bar on a terminal, otherwise a log line every ten
 * seconds. A separate thread updates the display, so that the elapsed time advances while the task
 * waits.
 */
public final class ProgressDisplay implements AutoCloseable {
  /** The values of {@code --progress}. */
  public enum ProgressMode {
    /** A bar on a terminal, a log line every ten seconds elsewhere. */
    AUTO,
    NONE
  }

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
  private @Nullable ProgressTask current;
  private @Nullable Timer drawer;

  public ProgressDisplay(Console console, Clock clock, StderrTerminal terminal, ProgressMode mode) {
    this.console = console;
    this.clock = clock;
    this.style =
        mode == ProgressMode.NONE
            ? ProgressStyle.NOTHING
            : terminal.canRedraw() ? ProgressStyle.BAR : ProgressStyle.LINES;
  }

  /**
   * Starts to display a task.
   *
   * @param total the number of steps; 0 if unknown
   */
  public synchronized ProgressTask start(String name, long total) {
    ProgressTask progress = new ProgressTask(name, total, clock.millis(), this);
    current = progress;
    if (drawer == null && style != ProgressStyle.NOTHING) {
      drawer = new Timer("progress", true);
      TimerTask redraw =
          new TimerTask() {
            @Override
            public void run() {
              draw();
            }
          };
      drawer.schedule(redraw, style.everyMillis, style.everyMillis);
    }
    return progress;
  }

  synchronized void draw() {
    if (current == null) {
      return;
    }
    if (style == ProgressStyle.BAR) {
      console.showBar(current.formatBar(clock.millis()));
    } else if (style == ProgressStyle.LINES) {
      current.log(clock.millis());
    }
  }

  synchronized void end(ProgressTask progress) {
    if (current == progress) {
      current = null;
      console.showBar("");
    }
  }

  @Override
  public synchronized void close() {
    current = null;
    console.showBar("");
    if (drawer != null) {
      drawer.cancel();
      drawer = null;
    }
  }
}
