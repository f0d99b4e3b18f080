package pipeline.it.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SimulatorProcess;

/** Kills {@code extract-tracks} and checks that the rerun uses its checkpoint. */
class ResumeIT {
  private static final String DS = ExampleDay.DS;
  private static final int ALBUMS = 200;

  @Test
  void rerunAfterAKillFetchesOnlyMissingTracks() {
    Path folder = ExampleDay.newFolder("resumed");
    LakeFolder lake = new LakeFolder(folder.resolve("lake"));
    String options = "--albums " + ALBUMS + " --app development --date " + DS;
    try (SimulatorProcess slow = SimulatorProcess.start(folder, options + " --latency 1000")) {
      JarRunner runner = JarRunner.in(folder).with(slow.settings()).withLake(lake.root());
      runner.run("extract-releases --max-albums " + ALBUMS + " --date " + DS).requireSuccess();
      killAfterTheFirstCheckpoint(runner.start("extract-tracks --date " + DS), lake);
      long missing = DuckDb.queryLong(missingAlbums(lake, "count(*)"));
      assertTrue(missing > 0 && missing < ALBUMS, "albums missing: " + missing);
      long calls = DuckDb.queryLong(missingAlbums(lake, "sum(ceil(total_tracks / 50))::BIGINT"));

      ProcessResult resumed = runner.run("extract-tracks --date " + DS).requireSuccess();

      JsonObject byKind = resumed.result().getAsJsonObject("calls");
      assertEquals(calls, byKind.get("album").getAsLong() + byKind.get("album-tracks").getAsLong());
      assertEquals(
          ALBUMS, DuckDb.queryLong("SELECT count(DISTINCT album_id) FROM " + tracks(lake)));
      assertEquals(
          DuckDb.queryLong("SELECT sum(total_tracks)::BIGINT FROM " + releases(lake)),
          resumed.rows("raw/tracks"));
      assertFalse(hasCheckpoint(lake), "the checkpoint was not deleted");
    }
  }

  private static void killAfterTheFirstCheckpoint(RunningProcess running, LakeFolder lake) {
    try (running) {
      assertTrue(running.awaitCondition(() -> hasCheckpoint(lake)), running::err);
      RunningProcess.pause(300);
      running.signal("KILL");
      assertEquals(137, running.await().exitCode());
    }
    assertTrue(Files.notExists(lake.file("raw/tracks", DS)));
  }

  private static boolean hasCheckpoint(LakeFolder lake) {
    return !lake.digests("work/extract-tracks").isEmpty();
  }

  private static String missingAlbums(LakeFolder lake, String columns) {
    return "SELECT %s FROM %s WHERE album_id NOT IN (SELECT album_id FROM read_parquet('%s'))"
        .formatted(
            columns, releases(lake), lake.root().resolve("work/extract-tracks/*/*/*.parquet"));
  }

  private static String releases(LakeFolder lake) {
    return DuckDb.table(lake.root(), "raw/releases");
  }

  private static String tracks(LakeFolder lake) {
    return DuckDb.table(lake.root(), "raw/tracks");
  }
}
