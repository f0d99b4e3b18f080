package pipeline.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import java.util.List;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Configures logback in code, because reading its XML takes a tenth of a second at every start. */
public final class LoggingSetup {
  /**
   * The libraries whose debug messages are never logged. Some of these messages have headers with
   * the access token, and others do not help users. The libraries log at level info if the selected
   * level is trace, at level error if the selected level is error, and otherwise at level warn.
   */
  private static final List<String> LIBRARIES =
      List.of("org.apache", "software.amazon", "io.netty", "dev.failsafe", "shaded.parquet");

  private LoggingSetup() {}

  private static final class ConsoleAppender extends AppenderBase<ILoggingEvent> {
    private final Console console;
    private final Layout<ILoggingEvent> layout;

    ConsoleAppender(Console console, Layout<ILoggingEvent> layout) {
      this.console = console;
      this.layout = layout;
    }

    @Override
    protected void append(ILoggingEvent event) {
      console.print(layout.doLayout(event));
    }
  }

  /**
   * Sends all further log messages to the console.
   *
   * @param level the level of all messages except progress lines
   * @param progressLevel the level of progress lines, which have the level info
   * @param fields the fields that every JSON line contains, such as the run ID
   */
  public static void configure(
      Console console,
      org.slf4j.event.Level level,
      org.slf4j.event.Level progressLevel,
      OutputFormat format,
      StderrTerminal terminal,
      Map<String, String> fields) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      return;
    }
    Layout<ILoggingEvent> layout =
        format == OutputFormat.JSON
            ? new JsonLogLayout(fields)
            : new TextLogLayout(
                terminal.colours(), level.compareTo(org.slf4j.event.Level.DEBUG) >= 0);
    context.reset();
    layout.setContext(context);
    layout.start();
    ConsoleAppender appender = new ConsoleAppender(console, layout);
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    Level rootLevel = Level.convertAnSLF4JLevel(level);
    root.setLevel(rootLevel);
    context.getLogger(ProgressTask.LOGGER).setLevel(Level.convertAnSLF4JLevel(progressLevel));
    Level libraries = rootLevel == Level.TRACE ? Level.INFO : Level.WARN;
    for (String library : LIBRARIES) {
      context.getLogger(library).setLevel(rootLevel == Level.ERROR ? Level.ERROR : libraries);
    }
  }
}
