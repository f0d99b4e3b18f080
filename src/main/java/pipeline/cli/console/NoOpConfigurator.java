package pipeline.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The configurator that logback loads as a service. It stops logback from searching for
 * configuration files. {@code LoggingSetup} configures logback later.
 */
public final class NoOpConfigurator extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .setLevel(Level.WARN); // there is no appender yet, so do not format info messages
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
