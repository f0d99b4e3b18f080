package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.lake.Lake;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.file.FileObjectStore;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;
import pipeline.testing.S3Server;
import pipeline.testing.process.Debugger;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFingerprints;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.LongTrackNames;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SimulatorProcess;

/**
 * Kills stages at each line of publishing and at random times. After a kill, each object is either
 * the object before the stage or the object after it, and there is no other object. A rerun then
 * gives the same result as a run without a kill. {@code -Dkills=1000} sets the number of kills.
 */
class CrashIT {
  private static final int KILLS =
      Integer.getInteger("kills", Boolean.getBoolean("full") ? 100 : 20);

  /**
   * The seed of the random places and times. It is fixed, so that each run of the tests has the
   * same places and times.
   */
  private static final long SEED = 20261121;

  private static final String BUCKET = "crashes";
  private static Path folder;
  private static SimulatorProcess one;
  private static SimulatorProcess another;
  private static Debugger debugger;

  @BeforeAll
  static void start() {
    folder = ExampleDay.newFolder("crashes");
    one = SimulatorProcess.start(folder, "--albums 12 --seed 1 --date " + CrashScenario.DS);
    another =
        SimulatorProcess.start(
            folder, "--albums 15 --seed 2 --latency 20 --date " + CrashScenario.DS);
    debugger = Debugger.listen();
  }

  @AfterAll
  static void stop() {
    debugger.close();
    another.close();
    one.close();
  }

  @Test
  void killedReplacementOfADateInAFolderIsRepairedByRerun() throws IOException {
    Path place = createFolder("replaced");
    LakeFolder lake = new LakeFolder(place.resolve("lake"));
    JarRunner runner = JarRunner.in(place).withLake(lake.root());
    runner.with(one.settings()).run("run --date " + CrashScenario.DS).requireSuccess();
    try (ObjectStore store = new FileObjectStore(lake.root())) {
      JarRunner changed = runner.with(another.settings());
      killAndRerun(
          scenario(ExampleDay.COMMANDS, CrashScenario.PUBLISHING, changed, store),
          KILLS * 6 / 10,
          place);
    }
  }

  @Test
  void killedFirstRunInABucketIsRepairedByRerun() throws IOException {
    runInABucket(
        "made",
        (runner, store) ->
            killAndRerun(
                scenario(ExampleDay.COMMANDS, CrashScenario.PUBLISHING, runner, store),
                KILLS * 4 / 10,
                runner.folder()));
  }

  @Test
  void killedMultipartUploadIsRepairedByRerun() throws IOException {
    assumeTrue(KILLS >= 100, "only under -Pfull");
    runInABucket(
        "parts",
        (runner, store) -> {
          String simulated = "run --simulate --date " + CrashScenario.DS; // a hundred albums
          runner.run(simulated).requireSuccess();
          LongTrackNames.publish(new Lake(store), LocalDate.parse(CrashScenario.DS));
          killAndRerun(
              scenario(List.of("transform"), CrashScenario.UPLOADING, runner, store),
              KILLS / 25,
              runner.folder());
        });
  }

  private static CrashScenario scenario(
      List<String> stages, Map<String, Set<String>> methods, JarRunner at, ObjectStore store) {
    return new CrashScenario(stages, methods, at, store, debugger);
  }

  private static void runInABucket(String name, BiConsumer<JarRunner, ObjectStore> test)
      throws IOException {
    PipelineJar.MissingFeature.assumeVersitygw();
    Path place = createFolder(name);
    try (S3Server server = S3Server.versitygw(place)) {
      server.createBucket(BUCKET);
      String uri = "s3://" + BUCKET + "/some/where";
      try (ObjectStore store =
          ObjectStoreFactory.open(uri, TestLakeSettings.environment(place, server.environment()))) {
        test.accept(
            JarRunner.in(place)
                .with(server.environment())
                .with("AWS_REGION", "us-east-1")
                .with("LAKE", uri)
                .with(another.settings()),
            store);
      }
    }
  }

  private static Path createFolder(String name) throws IOException {
    Path place = folder.resolve(name);
    Files.createDirectories(place.resolve("tmp"));
    return place;
  }

  private static void killAndRerun(CrashScenario scenario, int kills, Path place) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<List<Integer>> lines =
        scenario.lines.stream().map(all -> orderLines(all, random)).toList();
    int killed = 0;
    for (int kill = 0; kill < kills; kill++) {
      int stage = kill % scenario.stageCount();
      int turn = kill / scenario.stageCount();
      scenario.states.get(stage).restore(scenario.store);
      String how =
          turn % 3 < 2
              ? scenario.killAt(stage, next(lines.get(stage), turn - turn / 3) + 1)
              : scenario.killAfter(stage, random.nextLong(scenario.millis.get(stage)));
      String when = "kill %d, %s, %s".formatted(kill, scenario.stages.get(stage), how);
      killed += how.endsWith("137") ? 1 : 0;
      SortedMap<String, String> now = scenario.fingerprints();
      int after = assertEachIsBeforeOrAfter(scenario, stage, now, when);

      boolean all = turn % 4 == 0 && scenario.stageCount() == 4;
      String rerun = all ? "run" : scenario.stages.get(stage);
      scenario.start(rerun + " --date " + CrashScenario.DS, List.of()).await().requireSuccess();

      assertStateAfter(all ? scenario.stageCount() : stage + 1, scenario, rerun + " after " + when);
      log(place, when + ", " + after + " of its objects published; rerun by " + rerun);
    }
    log(place, killed + " of " + kills + " stages killed before their end");
    assertTrue(killed > kills / 2, killed + " of " + kills + " were killed before their end");
    assertPurgeLeavesNothing(scenario, place);
  }

  /**
   * Returns the lines in the order in which they are tried: first the line in the middle, then the
   * first execution of each line, then all other lines.
   */
  private static List<Integer> orderLines(List<String> lines, SplittableRandom random) {
    List<Integer> first = new ArrayList<>();
    List<Integer> again = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int place = 0; place < lines.size(); place++) {
      (seen.add(lines.get(place)) ? first : again).add(place);
    }
    shuffle(first, random);
    shuffle(again, random);
    first.add(0, lines.size() / 2);
    first.addAll(again);
    return first;
  }

  private static void shuffle(List<Integer> places, SplittableRandom random) {
    for (int i = places.size() - 1; i > 0; i--) {
      Collections.swap(places, i, random.nextInt(i + 1));
    }
  }

  private static int next(List<Integer> places, int turn) {
    return places.get(turn % places.size());
  }

  /**
   * Checks that each object is the object before or after the stage, and returns the number of new
   * objects.
   */
  private static int assertEachIsBeforeOrAfter(
      CrashScenario scenario, int stage, SortedMap<String, String> now, String when) {
    SortedMap<String, String> before = scenario.fingerprints.get(stage);
    SortedMap<String, String> after = scenario.fingerprints.get(stage + 1);
    assertTrue(now.keySet().containsAll(before.keySet()), () -> "lost: " + when + now.keySet());
    int published = 0;
    for (String key : now.keySet()) {
      String fingerprint = now.get(key);
      assertTrue(
          fingerprint.equals(before.get(key)) || fingerprint.equals(after.get(key)),
          () -> key + " is neither the old nor the new object after " + when);
      published += fingerprint.equals(before.get(key)) ? 0 : 1;
    }
    return published;
  }

  private static void assertPurgeLeavesNothing(CrashScenario scenario, Path place) {
    RunningProcess.pause(1100); // listings have a resolution of one second
    log(place, scenario.store.listIncompleteUploads().size() + " temporary files or uploads left");
    scenario.start("purge --work --older-than 0s --yes", List.of()).await().requireSuccess();
    assertEquals(List.of(), scenario.store.listIncompleteUploads());
    assertEquals(List.of(), scenario.store.list("work/"));
    for (String stage : scenario.stages) {
      scenario.start(stage + " --date " + CrashScenario.DS, List.of()).await().requireSuccess();
    }
    assertStateAfter(scenario.stageCount(), scenario, "purged");
  }

  private static void assertStateAfter(int stages, CrashScenario scenario, String when) {
    assertEquals(
        List.of(),
        LakeFingerprints.differences(scenario.fingerprints.get(stages), scenario.fingerprints()),
        when);
  }

  /**
   * Appends a line to the log of kills. This log explains failures, and docs/reliability.md is
   * based on it.
   */
  static void log(Path place, String line) {
    try {
      Files.writeString(
          place.resolve("kills.log"),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
