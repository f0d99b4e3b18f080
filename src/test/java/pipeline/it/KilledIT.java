package pipeline.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A stage that is killed while it replaces a day by another listing: each partition is the one
 * before or the one after, and a rerun ends where a run without a kill ends.
 */
class KilledIT {
  private static final String DS = ExampleDay.DS;
  private static final List<String> MOMENTS =
      List.of("its start", "the first draft", "the first partition");

  /** The points of time are random, but the same in each run of the tests. */
  private static final long SEED = 20261121;

  /** The lake before each command, and at last the one after all of them. */
  private static final List<LakeFolder> LAKES = new ArrayList<>();

  private static final List<Long> MILLIS = new ArrayList<>();
  private static Path folder;
  private static SimulatorProcess another;

  @BeforeAll
  static void replaceTheDayUndisturbed() {
    ExampleDay day = ExampleDay.get();
    folder = ExampleDay.newFolder("killed");
    // Slow answers, so that there is time to be killed between them.
    another = SimulatorProcess.start(folder, "--albums 150 --latency 40 --date " + DS);
    LakeFolder lake = day.lake.copyTo(folder.resolve("undisturbed"));
    LAKES.add(day.lake);
    for (String command : ExampleDay.COMMANDS) {
      Ended ended = workplace(lake).run(line(command)).mustSucceed();
      assertTrue(ended.changed());
      MILLIS.add(ended.millis());
      LAKES.add(lake.copyTo(folder.resolve("after-" + command)));
    }
  }

  @AfterAll
  static void stop() {
    another.close();
  }

  private static Workplace workplace(LakeFolder lake) {
    return Workplace.in(folder).with(another.settings()).lake(lake.root());
  }

  private static String line(String command) {
    return command + " --date " + DS;
  }

  @Test
  void extractReleases() {
    killAndRerun(0);
  }

  @Test
  void extractTracks() {
    killAndRerun(1);
  }

  @Test
  void transform() {
    killAndRerun(2);
  }

  @Test
  void load() {
    killAndRerun(3);
  }

  private static void killAndRerun(int stage) {
    String command = ExampleDay.COMMANDS.get(stage);
    SplittableRandom random = new SplittableRandom(SEED + stage);
    SortedMap<String, String> before = LAKES.get(stage).contentHashes();
    SortedMap<String, String> after = LAKES.get(stage + 1).contentHashes();
    for (int kill = 0; kill < MOMENTS.size(); kill++) {
      LakeFolder lake = LAKES.get(stage).copyTo(folder.resolve(command + "-" + kill));
      String when = kill(workplace(lake).start(line(command)), lake, stage, kill, random);
      assertEachIsBeforeOrAfter(before, after, lake.contentHashes(), command + " " + when);

      workplace(lake).run(line(command)).mustSucceed();
      assertEquals(after, lake.contentHashes(), command + " rerun after a kill " + when);
    }
  }

  /**
   * The first kill is at any time, the second while the drafts are written, the third when the
   * first partition has just been replaced.
   */
  private static String kill(
      Running running, LakeFolder lake, int stage, int kill, SplittableRandom random) {
    SortedMap<String, String> untouched = lake.times();
    try (running) {
      if (kill == 1) {
        running.awaits(() -> isWriting(lake));
      } else if (kill == 2) {
        running.awaits(() -> !lake.times().equals(untouched));
      }
      long millis = random.nextLong(kill == 0 ? MILLIS.get(stage) : kill == 1 ? 150 : 10);
      Running.pause(millis);
      running.signal("KILL");
      Ended ended = running.await();
      return "%d ms after %s; it ended with %d"
          .formatted(millis, MOMENTS.get(kill), ended.exitCode());
    }
  }

  private static boolean isWriting(LakeFolder lake) {
    Path scratch = lake.root().resolve("work").resolve("tmp");
    if (!Files.isDirectory(scratch)) {
      return false;
    }
    try (Stream<Path> files = Files.list(scratch)) {
      return files.findAny().isPresent();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** And no file is beside the partitions. */
  private static void assertEachIsBeforeOrAfter(
      SortedMap<String, String> before,
      SortedMap<String, String> after,
      SortedMap<String, String> now,
      String when) {
    assertEquals(before.keySet(), now.keySet(), when);
    now.forEach(
        (file, hash) ->
            assertTrue(
                hash.equals(before.get(file)) || hash.equals(after.get(file)), file + ", " + when));
  }
}
