package pipeline.cli.console;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.event.Level;

/** Where log lines go; nowhere before it is said. */
public final class Logs {
  private static volatile LogRoute route = LogRoute.NOWHERE;

  private Logs() {}

  /**
   * From now on all log lines go to this console. Of libraries it takes at the most their warnings,
   * their infos with trace.
   *
   * @param fields what every JSON line carries, such as the run's id
   */
  public static void to(
      Console console,
      LogLevel level,
      LogFormat format,
      Terminal terminal,
      Map<String, String> fields,
      Clock clock) {
    Function<LogEvent, String> layout =
        format == LogFormat.JSON
            ? new JsonLines(fields)
            : new TextLines(terminal.colours(), level.showsTraces());
    Level libraries =
        switch (level) {
          case ERROR -> Level.ERROR;
          case TRACE -> Level.INFO;
          default -> Level.WARN;
        };
    route = new LogRoute(Level.valueOf(level.name()), libraries, clock, layout, console::print);
  }

  static LogRoute route() {
    return route;
  }
}
