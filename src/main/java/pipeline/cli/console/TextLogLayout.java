package pipeline.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A layout with lines such as {@code 2026-11-21T10:00:00.123Z ERROR spotify.api FAILED 404 GET
 * /v1/albums/1 12 ms, attempt 1}. The level is padded to five characters.
 */
final class TextLogLayout extends LayoutBase<ILoggingEvent> {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String RESET = "\u001b[0m";

  private final boolean colours;
  private final boolean traces;

  TextLogLayout(boolean colours, boolean traces) {
    this.colours = colours;
    this.traces = traces;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    String level = (event.getLevel().toString() + "  ").substring(0, 5);
    return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()))
        + " "
        + coloured(event.getLevel(), level)
        + " "
        + event.getLoggerName()
        + " "
        + LogDate.prefix()
        + event.getFormattedMessage()
        + thrown(event.getThrowableProxy(), event.getLevel());
  }

  private String thrown(@Nullable IThrowableProxy thrown, Level level) {
    if (thrown == null) {
      return "";
    }
    return traces || level == Level.ERROR
        ? "\n" + ThrowableProxyUtil.asString(thrown).stripTrailing()
        : ": " + thrown.getMessage();
  }

  private String coloured(Level level, String text) {
    if (!colours) {
      return text;
    }
    return switch (level.toInt()) {
      case Level.ERROR_INT -> "\u001b[31m" + text + RESET;
      case Level.WARN_INT -> "\u001b[33m" + text + RESET;
      case Level.INFO_INT -> "\u001b[32m" + text + RESET;
      default -> "\u001b[2m" + text + RESET;
    };
  }
}
