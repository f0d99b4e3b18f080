package pipeline.it.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.testing.SimulatorSettings;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;

class DailyQuotaIT {
  private static final int LIMIT = 50;

  /** Without a daily limit, each process would make 100 calls. */
  @Test
  void concurrentProcessesShareADailyLimit() {
    Path folder = ExampleDay.newFolder("daily-quota");
    LocalDate today = LocalDate.now(Clock.systemUTC());
    SimulatorConfig config =
        SimulatorConfig.DEFAULTS
            .withApp(QuotaMode.DEVELOPMENT)
            .withLatencyMs(20)
            .withQuota("albums", LIMIT);
    try (Simulator simulator = Simulator.start(config, 0, Clock.systemUTC())) {
      JarRunner runner =
          JarRunner.in(folder)
              .withLake(folder.resolve("lake"))
              .with(SimulatorSettings.of(simulator));
      for (LocalDate date : List.of(today.minusDays(1), today)) {
        ProcessResult unused = runner.run("extract-releases --date " + date).requireSuccess();
      }
      String command = "extract-tracks --requests-per-day albums=" + LIMIT + " --date ";
      try (RunningProcess first = runner.start(command + today.minusDays(1));
          RunningProcess second = runner.start(command + today)) {
        for (RunningProcess process : List.of(first, second)) {
          ProcessResult result = process.await();
          assertEquals(75, result.exitCode(), result::err);
        }
      }
      assertEquals(LIMIT, simulator.acceptedByFamily().get("albums"));
      assertEquals(0, simulator.refusedByFamily().getOrDefault("albums", 0L));
    }
  }
}
