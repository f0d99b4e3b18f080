package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pipeline.testing.PipelineHarness.TODAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;
import pipeline.tables.stage.StageException;
import pipeline.testing.PipelineHarness;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFingerprints;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SimulatorProcess;

/**
 * Runs the same date twice at the same time with different listings, while a reader reads the
 * tables. Each read returns complete tables of one of the two runs, and the final state consists of
 * such tables. A run that finds its input replaced by the other run fails with an error. {@code
 * -Dpairs=200} sets the number of pairs.
 */
class ConcurrentRunsIT {
  private static final int PAIRS =
      Integer.getInteger("pairs", Boolean.getBoolean("full") ? 100 : 20);

  /** The number of pairs of processes. Each pair takes several seconds. */
  private static final int PROCESSES = Math.max(1, PAIRS / 20);

  private static final String BUCKET = "pairs";

  private final Path folder = ExampleDay.newFolder("pairs");

  @Test
  void readersSeeCompleteTablesOfConcurrentRunsInAFolder() throws Exception {
    runConcurrently("folder", PAIRS * 6 / 10, () -> new FileObjectStore(folder.resolve("lake")));
  }

  @Test
  void readersSeeCompleteTablesOfConcurrentRunsInABucket() throws Exception {
    PipelineJar.MissingFeature.assumeVersitygw();
    try (S3Server server = S3Server.versitygw(folder)) {
      server.createBucket(BUCKET);
      runConcurrently(
          "bucket",
          PAIRS * 3 / 10,
          () ->
              ObjectStoreFactory.open(
                  "s3://" + BUCKET + "/lake",
                  TestLakeSettings.environment(folder, server.environment())));
    }
  }

  @Test
  void readersSeeCompleteTablesOfConcurrentProcesses() throws Exception {
    LocalDate ds = LocalDate.parse(ExampleDay.DS);
    String line = "run --date " + ds;
    LakeFolder lake = new LakeFolder(folder.resolve("of-processes"));
    JarRunner runner = JarRunner.in(folder).withLake(lake.root());
    int failures = 0;
    int reads = 0;
    try (SimulatorProcess one = SimulatorProcess.start(folder, "--albums 24 --date " + ds);
        SimulatorProcess other =
            SimulatorProcess.start(folder, "--albums 24 --date " + ds.minusDays(1));
        ObjectStore store = new FileObjectStore(lake.root())) {
      List<SortedMap<String, String>> states = new ArrayList<>();
      for (SimulatorProcess alone : List.of(one, other)) {
        runner.with(alone.settings()).run(line).requireSuccess();
        states.add(LakeFingerprints.from(store, ds));
      }
      for (int round = 0; round < PROCESSES; round++) {
        try (ConcurrentReader poller = new ConcurrentReader(store, ds, states);
            RunningProcess first = runner.with(one.settings()).start(line);
            RunningProcess second = runner.with(other.settings()).start(line)) {
          failures += countFailure(first.await()) + countFailure(second.await());
          reads += poller.stop();
        }
        assertEachIsOneOf(states, LakeFingerprints.from(store, ds));
        runner.with(one.settings()).run(line).requireSuccess();
        assertEquals(
            List.of(),
            LakeFingerprints.differences(states.get(0), LakeFingerprints.from(store, ds)));
      }
    }
    log("processes", PROCESSES, failures, reads);
  }

  /**
   * Returns 1 if the run failed because the other run replaced its input, and 0 if it succeeded.
   */
  private static int countFailure(ProcessResult ended) {
    assertTrue(List.of(0, 66, 74).contains(ended.exitCode()), () -> ended.out() + ended.err());
    return ended.exitCode() == 0 ? 0 : 1;
  }

  private void log(String name, int rounds, int failures, int reads) {
    CrashIT.log(
        folder, "%s: %d pairs, %d runs failed, %d reads".formatted(name, rounds, failures, reads));
  }

  private void runConcurrently(String name, int rounds, Supplier<ObjectStore> stores)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    int reads = 0;
    int failures = 0;
    try (PipelineHarness one = newHarness(stores.get(), TODAY);
        PipelineHarness other = newHarness(stores.get(), TODAY.minusDays(1));
        ObjectStore store = stores.get()) {
      List<SortedMap<String, String>> states = new ArrayList<>();
      for (PipelineHarness alone : List.of(one, other)) {
        alone.runAllStages(TODAY);
        states.add(LakeFingerprints.from(store, TODAY));
      }
      for (int round = 0; round < rounds; round++) {
        try (ConcurrentReader poller = new ConcurrentReader(store, TODAY, states)) {
          Future<Boolean> first = threads.submit(() -> succeeds(one));
          Future<Boolean> second = threads.submit(() -> succeeds(other));
          failures += (first.get() ? 0 : 1) + (second.get() ? 0 : 1);
          reads += poller.stop();
        }
        assertEachIsOneOf(states, LakeFingerprints.from(store, TODAY));
        int last = round % 2;
        List.of(one, other).get(last).runAllStages(TODAY);
        assertEquals(
            List.of(),
            LakeFingerprints.differences(states.get(last), LakeFingerprints.from(store, TODAY)));
      }
    } finally {
      threads.shutdownNow();
    }
    log(name, rounds, failures, reads);
    assertTrue(reads > rounds, "too few reads: " + reads);
  }

  private PipelineHarness newHarness(ObjectStore store, LocalDate listing) {
    return new PipelineHarness(folder, store).setListingDate(listing);
  }

  /** Returns false if the run fails because the other run replaced its input. */
  private static boolean succeeds(PipelineHarness harness) {
    try {
      harness.runAllStages(TODAY);
      return true;
    } catch (StageException refused) {
      assertEquals(
          StageException.StageFailureReason.INPUT_OUTDATED, refused.reason(), refused::getMessage);
      return false;
    } catch (LakeException replaced) {
      assertEquals(LakeException.LakeErrorKind.REPLACED, replaced.kind(), replaced::getMessage);
      return false;
    }
  }

  private static void assertEachIsOneOf(
      List<SortedMap<String, String>> states, SortedMap<String, String> now) {
    assertEquals(states.get(0).keySet(), now.keySet());
    now.forEach(
        (key, fingerprint) ->
            assertTrue(states.stream().anyMatch(state -> fingerprint.equals(state.get(key))), key));
  }
}
