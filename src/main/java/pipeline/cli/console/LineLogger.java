package pipeline.cli.console;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger as SLF4J wants it: what is logged becomes a line where {@link Logs} wants one. */
final class LineLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1;

  LineLogger(String name) {
    this.name = name;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    Logs.route().send(level, name, MessageFormatter.basicArrayFormat(message, arguments), thrown);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return Logs.route().takes(name, Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return Logs.route().takes(name, Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return Logs.route().takes(name, Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return Logs.route().takes(name, Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return Logs.route().takes(name, Level.ERROR);
  }
}
