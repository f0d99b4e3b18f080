package pipeline.app;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.cli.shell.CommandLineApp;
import pipeline.cli.shell.SignalHandlers;

/** The command line with all of its parts. */
public final class Application {
  private Application() {}

  /** Runs a command line as that of the process, which signals end; returns the exit code. */
  public static int runWithSignalHandlers(String[] args, ProcessEnvironment surroundings) {
    CommandLineApp shell = createApp(surroundings);
    SignalHandlers.install(shell);
    return shell.run(args);
  }

  /** Runs a command line and returns the exit code. */
  public static int run(String[] args, ProcessEnvironment surroundings) {
    return createApp(surroundings).run(args);
  }

  private static CommandLineApp createApp(ProcessEnvironment surroundings) {
    SplittableRandom random = new SplittableRandom();
    DefaultLakeProvider lakes = new DefaultLakeProvider(surroundings.environment());
    return new CommandLineApp(
        surroundings,
        new DefaultStageRunner(lakes, random),
        new DefaultSpotifyProvider(lakes, random),
        new DefaultPlaylistService(lakes, random, SecureRandom::new),
        lakes,
        new JarCdsArchiver(),
        new DefaultHealthChecks(lakes, random),
        random);
  }
}
