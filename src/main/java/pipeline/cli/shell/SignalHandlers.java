package pipeline.cli.shell;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import pipeline.cli.result.ExitCode;

/**
 * Handlers that end the process within three seconds after SIGTERM or SIGINT, with a result line.
 * These handlers are used instead of a shutdown hook, which cannot distinguish the two signals.
 *
 * <p>Only {@code sun.misc.Signal} distinguishes them. The code calls {@code Signal} by reflection,
 * because javac warns about each direct use and the warning cannot be suppressed.
 */
public final class SignalHandlers {
  private static final long EXIT_TIMEOUT_MILLIS = 2500;

  private final CommandLineApp app;
  private final AtomicBoolean isEnding = new AtomicBoolean();

  private SignalHandlers(CommandLineApp app) {
    this.app = app;
  }

  /** Installs the handlers for the rest of the process. */
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
      // Without the handler, the JVM ends the process with the same exit code but without a result
      // line.
    }
  }

  private void stop(ExitCode code) {
    if (isEnding.compareAndSet(false, true)) {
      haltLater(code);
      Runtime.getRuntime().halt(app.stop(code));
    }
  }

  /**
   * Halts the process after a timeout, because writing the result line can block if no program
   * reads stdout.
   */
  private static void haltLater(ExitCode code) {
    CompletableFuture.delayedExecutor(EXIT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .execute(() -> Runtime.getRuntime().halt(code.number()));
  }
}
