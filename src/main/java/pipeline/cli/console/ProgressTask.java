package pipeline.cli.console;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The progress of one task. All methods are thread-safe. */
public final class ProgressTask implements AutoCloseable {
  static final String LOGGER = "pipeline.progress";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private final String name;
  private final @Nullable String date;
  private volatile long total;
  private final long startedAt;
  private final AtomicLong done = new AtomicLong();
  private final ProgressDisplay display;

  ProgressTask(String name, long total, long startedAt, ProgressDisplay display) {
    this.name = name;
    this.date = LogDate.current();
    this.total = total;
    this.startedAt = startedAt;
    this.display = display;
  }

  public void advance(long more) {
    done.addAndGet(more);
  }

  /** Sets the number of finished steps and the number of all steps. */
  public void update(long finished, long all) {
    done.set(finished);
    total = all;
  }

  /** Ends the task and removes its progress bar. */
  @Override
  public void close() {
    display.end(this);
  }

  /** Returns a text such as {@code tracks [=====> ] 50/100 50% 12.5/s 4s}. */
  String formatBar(long now) {
    String body = total > 0 ? barBody() + " " : "";
    return LogDate.prefix(date) + name + " " + body + formatNumbers(now);
  }

  /**
   * Logs a line such as {@code tracks 50/100 50% 12.5/s 4s}. Sets the {@link LogDate} of the
   * current thread to the date of this task, so that the line shows this date.
   */
  void log(long now) {
    LogDate.set(date);
    LOG.info("{} {}", name, formatNumbers(now));
  }

  private String formatNumbers(long now) {
    long count = done.get();
    double seconds = Math.max(0, now - startedAt) / 1000.0;
    StringBuilder text = new StringBuilder().append(count);
    if (total > 0) {
      text.append('/').append(total).append(' ').append(Math.min(100, 100 * count / total));
      text.append('%');
    }
    if (seconds >= 1 && count > 0) {
      double rate = count / seconds;
      text.append(rate < 100 ? " %.1f/s".formatted(rate) : " %.0f/s".formatted(rate));
    }
    return text.append(' ').append((long) seconds).append('s').toString();
  }

  private String barBody() {
    int width = 24;
    int filled = (int) Math.min(width, width * done.get() / total);
    String head = filled < width ? ">" : "";
    return "[" + "=".repeat(filled) + head + " ".repeat(width - filled - head.length()) + "]";
  }
}
