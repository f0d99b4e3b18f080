package pipeline.cli.shell;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import pipeline.cli.result.ExitCode;

/**
 * SIGTERM and SIGINT end the process within three seconds and with a result line. A shutdown hook
 * would not know which of the two it was.
 *
 * <p>{@code sun.misc.Signal} is the only way to know it, and javac has no way to accept its name
 * without a warning: hence by reflection.
 */
public final class SignalHandlers {
  private static final long EXIT_TIMEOUT_MILLIS = 2500;

  private final CommandLineApp app;
  private final AtomicBoolean isEnding = new AtomicBoolean();

  private SignalHandlers(CommandLineApp app) {
    this.app = app;
  }

  /** For the rest of the process. */
  public static void install(CommandLineApp app) {
    SignalHandlers handlers = new SignalHandlers(app);
    handlers.handle("TERM", ExitCode.TERMINATED);
    handlers.handle("INT", ExitCode.INTERRUPTED);
  }

  private void handle(String name, ExitCode code) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                stop(code);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    } catch (ReflectiveOperationException unknownToThisJvm) {
      // Then the JVM ends by itself, with the same exit code and without a result line.
    }
  }

  private void stop(ExitCode code) {
    if (isEnding.compareAndSet(false, true)) {
      haltLater(code);
      Runtime.getRuntime().halt(app.stop(code));
    }
  }

  /** The result line may block where nobody reads it. */
  private static void haltLater(ExitCode code) {
    Thread last =
        new Thread(
            () -> {
              try {
                Thread.sleep(EXIT_TIMEOUT_MILLIS);
              } catch (InterruptedException now) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(code.number());
            },
            "halt");
    last.setDaemon(true);
    last.start();
  }
}
