package pipeline.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import java.util.List;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Sets logback up in code: reading its XML would cost a tenth of a second at every start. */
public final class LoggingSetup {
  /**
   * Libraries whose debug lines are of no use to our users, or show headers and so the token: at
   * the most their warnings, their infos with trace.
   */
  private static final List<String> LIBRARIES =
      List.of("org.apache", "software.amazon", "io.netty", "dev.failsafe", "shaded.parquet");

  private LoggingSetup() {}

  /**
   * From now on all log lines go to this console.
   *
   * @param fields what every JSON line carries, such as the run's id
   */
  public static void configure(
      Console console,
      LogLevel level,
      LogFormat format,
      StderrTerminal terminal,
      Map<String, String> fields) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      return;
    }
    Layout<ILoggingEvent> layout =
        format == LogFormat.JSON
            ? new JsonLogLayout(fields)
            : new TextLogLayout(terminal.colours(), level.hasStackTraces());
    context.reset();
    layout.setContext(context);
    layout.start();
    ConsoleAppender appender = new ConsoleAppender(console, layout);
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.valueOf(level.name()));
    Level libraries = level == LogLevel.TRACE ? Level.INFO : Level.WARN;
    for (String library : LIBRARIES) {
      context.getLogger(library).setLevel(level == LogLevel.ERROR ? Level.ERROR : libraries);
    }
  }
}
