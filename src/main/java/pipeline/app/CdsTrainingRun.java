package pipeline.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.startup.InMemoryS3Server;

/**
 * What a JVM does while it notes which classes the commands need: two days of a simulated Spotify,
 * all made and then all kept, in a folder and in a bucket that are thrown away.
 */
final class CdsTrainingRun {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Pattern SPACE = Pattern.compile(" ");

  private CdsTrainingRun() {}

  /**
   * Ends the process, with 0 where every command did.
   *
   * @param arguments a folder that may be filled
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    LocalDate today = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
    try (InMemoryS3Server bucket = InMemoryS3Server.open()) {
      for (Map<String, String> lake : List.of(Map.of("LAKE", "file:lake"), bucket.settings())) {
        for (String line : commandLines(today)) {
          int code =
              Application.runWithSignalHandlers(
                  SPACE.split(line), processEnvironment(lake, folder));
          if (code != 0) {
            System.exit(code);
          }
        }
      }
    }
    System.exit(0);
  }

  private static ProcessEnvironment processEnvironment(Map<String, String> lake, Path folder) {
    Map<String, String> environment = new HashMap<>(lake);
    environment.put("SIMULATE", "true");
    return new ProcessEnvironment(
        environment,
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        System.err,
        StderrTerminal.detect(Map.of()),
        StdoutTerminal.detect(Map.of()),
        CLOCK,
        folder);
  }

  private static List<String> commandLines(LocalDate today) {
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
