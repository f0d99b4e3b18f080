package pipeline.app;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.cli.run.Services;
import pipeline.cli.shell.CommandLineApp;
import pipeline.cli.shell.SignalHandlers;

/** The complete program: the command line and the services that its commands call. */
public final class Application {
  private Application() {}

  /** Installs handlers for SIGINT and SIGTERM, runs a command line and returns its exit code. */
  public static int runWithSignalHandlers(String[] args, ProcessEnvironment process) {
    CommandLineApp app = createApp(process);
    SignalHandlers.install(app);
    return app.run(args);
  }

  /** Runs a command line and returns its exit code. */
  public static int run(String[] args, ProcessEnvironment process) {
    return createApp(process).run(args);
  }

  private static CommandLineApp createApp(ProcessEnvironment process) {
    SplittableRandom random = new SplittableRandom();
    return new CommandLineApp(
        process,
        new Services(
            new DefaultStageRunner(random),
            new DefaultSpotifyProvider(random),
            new DefaultPlaylistService(random, SecureRandom::new),
            new JarCdsArchiver(),
            new DefaultHealthChecks(random),
            random));
  }
}
