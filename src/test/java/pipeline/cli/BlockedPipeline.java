package pipeline.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.console.Screen;
import pipeline.cli.console.Terminal;

/** A pipeline as a process whose stages never end; with FLOOD set they write to stdout for ever. */
final class BlockedPipeline {
  private BlockedPipeline() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    FakeStages stages =
        new FakeStages() {
          @Override
          public Outcome load(LocalDate date, Set<ListingAnomaly> failOn, Context with)
              throws Exception {
            with.countCallsBy(() -> new Calls(3, 0, 0));
            System.err.println("blocked");
            while (environment.containsKey("FLOOD")) {
              System.out.println("nobody reads this");
            }
            new CountDownLatch(1).await();
            return outcome;
          }
        };
    Surroundings surroundings =
        new Surroundings(
            environment,
            System.out,
            System.err,
            Terminal.NONE,
            Screen.NONE,
            Clock.systemUTC(),
            Path.of("target"));
    Shell shell =
        new Shell(
            surroundings,
            stages,
            new NoVisits(),
            new FakePlaylists(),
            new NoLake(),
            new NoInstallation(),
            new NoExaminations(),
            new Random());
    Signals.endWith(shell);
    System.exit(shell.run(arguments));
  }
}
