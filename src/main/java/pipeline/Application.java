package pipeline;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import pipeline.cli.Shell;
import pipeline.cli.Signals;
import pipeline.cli.Surroundings;

/** The command line with all of its parts. */
public final class Application {
  private Application() {}

  /** Runs a command line as that of the process, which signals end; returns the exit code. */
  static int serve(String[] args, Surroundings surroundings) {
    Shell shell = shell(surroundings);
    Signals.endWith(shell);
    return shell.run(args);
  }

  /** Runs a command line and returns the exit code. */
  public static int run(String[] args, Surroundings surroundings) {
    return shell(surroundings).run(args);
  }

  private static Shell shell(Surroundings surroundings) {
    SplittableRandom random = new SplittableRandom();
    Lakes lakes = new Lakes(surroundings.environment());
    return new Shell(
        surroundings,
        new WiredStages(lakes, random),
        new WiredVisits(lakes, random),
        new WiredPlaylists(lakes, random, SecureRandom::new),
        lakes,
        new InstalledJar(),
        new WiredDoctor(lakes, random),
        random);
  }
}
