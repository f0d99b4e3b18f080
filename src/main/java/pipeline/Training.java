package pipeline;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import pipeline.cli.Surroundings;
import pipeline.cli.console.Screen;
import pipeline.cli.console.Terminal;

/**
 * What a JVM does while it notes which classes the commands need: two days of a simulated Spotify,
 * all made and then all kept, in a lake that is thrown away.
 */
final class Training {
  private static final Pattern SPACE = Pattern.compile(" ");

  private Training() {}

  /**
   * Ends the process, with 0 where every command did.
   *
   * @param arguments a folder that may be filled
   */
  public static void main(String[] arguments) {
    Clock clock = Clock.systemUTC();
    Surroundings surroundings =
        new Surroundings(
            Map.of("SIMULATE", "true", "LAKE", "file:lake"),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            System.err,
            Terminal.ofStderr(Map.of()),
            Screen.ofStdout(Map.of()),
            clock,
            Path.of(arguments[0]));
    for (String line : lines(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
      int code = Main.serve(SPACE.split(line), surroundings);
      if (code != 0) {
        System.exit(code);
      }
    }
    System.exit(0);
  }

  private static List<String> lines(LocalDate today) {
    return List.of(
        "--help",
        "run --date " + today.minusDays(1),
        "run --date " + today,
        "extract-releases --date " + today.minusDays(1),
        "extract-tracks --date " + today,
        "transform --date " + today,
        "load --log-format json --date " + today);
  }
}
