package pipeline.cli.console;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What is logged, from which level on, and where it goes.
 *
 * @param level null for nothing at all
 * @param libraries the same, of the libraries whose lines are of no use to our users
 */
record LogRoute(
    @Nullable Level level,
    @Nullable Level libraries,
    Clock clock,
    Function<LogEvent, String> layout,
    Consumer<String> lines) {
  static final LogRoute NOWHERE =
      new LogRoute(null, null, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), event -> "", line -> {});

  /** The debug lines of some show headers, and so the token. */
  private static final List<String> LIBRARIES =
      List.of("org.apache.", "software.amazon.", "dev.failsafe.", "shaded.parquet.");

  boolean takes(String logger, Level wanted) {
    Level least = LIBRARIES.stream().anyMatch(logger::startsWith) ? libraries : level;
    return least != null && wanted.toInt() >= least.toInt();
  }

  void send(Level level, String logger, String message, @Nullable Throwable thrown) {
    String thread = Thread.currentThread().getName();
    LogEvent event = new LogEvent(clock.instant(), level, logger, thread, message, thrown);
    lines.accept(layout.apply(event));
  }
}
