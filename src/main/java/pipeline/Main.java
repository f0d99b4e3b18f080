package pipeline;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.SplittableRandom;
import pipeline.cli.Shell;
import pipeline.cli.Signals;
import pipeline.cli.Surroundings;
import pipeline.cli.console.Screen;
import pipeline.cli.console.Terminal;

/** The front door: only here the process is looked at, and only here it ends. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    System.exit(
        serve(
            args,
            new Surroundings(
                environment,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Terminal.ofStderr(environment),
                Screen.ofStdout(environment),
                Clock.systemUTC(),
                Path.of("").toAbsolutePath(),
                Map.of(
                    "the working folder", System.getProperty("user.dir"),
                    "the folder for temporary files", System.getProperty("java.io.tmpdir")))));
  }

  /** Runs a command line as the process's own, which signals end; returns the exit code. */
  static int serve(String[] args, Surroundings surroundings) {
    Shell shell = shell(surroundings);
    Signals.endWith(shell);
    return shell.run(args);
  }

  /** Runs a command line in these surroundings and returns the exit code. */
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

  /** Results hold names in any script, whatever the machine's locale. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
