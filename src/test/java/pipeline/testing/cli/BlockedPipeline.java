package pipeline.testing.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import pipeline.audit.ListingAnomaly;
import pipeline.cli.console.StderrTerminal;
import pipeline.cli.console.StdoutTerminal;
import pipeline.cli.result.StageResult;
import pipeline.cli.run.ProcessEnvironment;
import pipeline.cli.run.RunContext;
import pipeline.cli.shell.CommandLineApp;
import pipeline.cli.shell.SignalHandlers;
import pipeline.spotify.api.RequestStats;

/** A process whose stages never end. With {@code FLOOD} set, they write to stdout forever. */
final class BlockedPipeline {
  private BlockedPipeline() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    FakeStageRunner stages =
        new FakeStageRunner() {
          @Override
          public StageResult load(LocalDate date, Set<ListingAnomaly> failOn, RunContext with)
              throws Exception {
            with.setStatsSupplier(() -> new RequestStats(3, 0, 0));
            System.err.println("blocked");
            while (environment.containsKey("FLOOD")) {
              System.out.println("nobody reads this");
            }
            new CountDownLatch(1).await();
            return outcome;
          }
        };
    ProcessEnvironment processEnvironment =
        new ProcessEnvironment(
            environment,
            System.out,
            System.err,
            StderrTerminal.NONE,
            StdoutTerminal.NONE,
            Clock.systemUTC(),
            Path.of("target"),
            Map.of());
    CommandLineApp shell =
        new CommandLineApp(
            processEnvironment,
            FakeServices.create(stages, new FakePlaylistService(), new Random()));
    SignalHandlers.install(shell);
    System.exit(shell.run(arguments));
  }
}
