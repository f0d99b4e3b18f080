package pipeline.cli.console;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import org.slf4j.event.Level;

/** Lines as {@code 2026-11-21T10:00:00.123Z INFO spotify.api SUCCESS 200 GET /v1/albums}. */
final class TextLines implements Function<LogEvent, String> {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String RESET = "\u001b[0m";

  private final boolean colours;
  private final boolean traces;

  TextLines(boolean colours, boolean traces) {
    this.colours = colours;
    this.traces = traces;
  }

  @Override
  public String apply(LogEvent event) {
    String level = (event.level() + "  ").substring(0, 5);
    return TIME.format(event.time())
        + " "
        + coloured(event.level(), level)
        + " "
        + event.logger()
        + " "
        + event.message()
        + thrown(event);
  }

  private String thrown(LogEvent event) {
    if (event.thrown() == null) {
      return "";
    }
    return traces || event.level() == Level.ERROR
        ? "\n" + event.trace()
        : ": " + event.thrown().getMessage();
  }

  private String coloured(Level level, String text) {
    if (!colours) {
      return text;
    }
    return switch (level) {
      case ERROR -> "\u001b[31m" + text + RESET;
      case WARN -> "\u001b[33m" + text + RESET;
      case INFO -> "\u001b[32m" + text + RESET;
      default -> "\u001b[2m" + text + RESET;
    };
  }
}
