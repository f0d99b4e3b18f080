package pipeline.cli.console;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;

final class ConsoleAppender extends AppenderBase<ILoggingEvent> {
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
