package pipeline.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Found by logback as a service; keeps it from looking for files. {@code LoggingSetup} does the
 * rest.
 */
public final class NoOpConfigurator extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN); // spares who logs to no one
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
