import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import pipeline.app.Application;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.run.ProcessEnvironment;

/**
 * Runs the stages for each date of a range, shortly after its end: Dates FIRST LAST. A backfill
 * would write historical captures, which the views leave out.
 */
final class Dates {
  private Dates() {}

  public static void main(String[] arguments) {
    LocalDate last = LocalDate.parse(arguments[1]);
    for (LocalDate ds = LocalDate.parse(arguments[0]); !ds.isAfter(last); ds = ds.plusDays(1)) {
      String[] command = {"run", "--simulate", "--log-level", "warn", "--date", ds.toString()};
      int exitCode = Application.run(command, midnightAfter(ds));
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
  }

  private static ProcessEnvironment midnightAfter(LocalDate ds) {
    Map<String, String> environment = System.getenv();
    return new ProcessEnvironment(
        environment,
        new PrintStream(OutputStream.nullOutputStream()),
        System.err,
        StderrTerminal.detect(environment),
        StdoutTerminal.detect(environment),
        Clock.fixed(
            ds.plusDays(1).atTime(LocalTime.of(0, 5)).toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
        Path.of("").toAbsolutePath(),
        Map.of());
  }
}
