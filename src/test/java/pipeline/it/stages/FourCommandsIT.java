package pipeline.it.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SimulatorInspector;
import pipeline.testing.process.SimulatorProcess;

/** Runs the four commands one by one on a lake in a folder. */
class FourCommandsIT {
  private static final ExampleDay DAY = ExampleDay.get();
  private static final List<String> KEYS =
      List.of(
          "command",
          "date",
          "status",
          "changed",
          "rows",
          "source",
          "late",
          "partial",
          "truncated",
          "requests",
          "retries",
          "throttled",
          "calls",
          "bytes",
          "seconds",
          "run_id",
          "exit_code",
          "audit",
          "retry_at",
          "warnings",
          "error");

  @TempDir Path temporary;

  @Test
  void stdoutHoldsOnlyTheResultLine() {
    for (int i = 0; i < DAY.commands.size(); i++) {
      ProcessResult command = DAY.commands.get(i);
      assertTrue(command.out().endsWith("}\n"), command.out());
      assertEquals(1, command.results().size(), command.out());
      JsonObject result = command.result();
      assertEquals(ExampleDay.COMMANDS.get(i), result.get("command").getAsString());
      assertEquals(ExampleDay.DS, result.get("date").getAsString());
      assertEquals("ok", result.get("status").getAsString());
      assertEquals(command.exitCode(), result.get("exit_code").getAsInt());
      assertTrue(command.changed());
    }
  }

  @Test
  void resultKeysComeInTheDocumentedOrder() {
    for (ProcessResult command : DAY.commands) {
      List<String> keys = List.copyOf(command.result().keySet());
      assertEquals(KEYS.stream().filter(keys::contains).toList(), keys);
      assertTrue(keys.containsAll(KEYS.subList(0, 5)), keys::toString);
    }
  }

  @Test
  void resultIsTheLastLineOfBothStreams() {
    List<String> command = DAY.runner.jar().command("load", "--date", ExampleDay.DS);
    List<String> merged = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>&1", "sh"));
    merged.addAll(command);
    ProcessResult ended =
        RunningProcess.start(DAY.runner.folder(), DAY.runner.environment(), merged).await();
    List<String> lines = ended.out().lines().toList();
    assertTrue(lines.size() > 1, "the log has lines");
    assertTrue(lines.get(lines.size() - 1).startsWith("{\"command\":\"load\""), ended.out());
  }

  @Test
  void dayHasAHundredAlbumsAndAllTheirTracks() {
    List<String> served = DAY.simulator.client().newReleases();
    assertEquals(100, served.size());
    assertEquals(100, DAY.commands.get(0).rows("raw/releases"));
    assertEquals(
        withPositions(served),
        DuckDb.rows(
            "SELECT position, album_id FROM "
                + DuckDb.table(DAY.lake.root(), "raw/releases")
                + " ORDER BY position"));
    assertTracksAreThoseServed(DAY.lake, DAY.simulator);
  }

  @Test
  void developmentAppGetsTheSameRowsBySearch() {
    try (SimulatorProcess development =
        SimulatorProcess.start(
            temporary.resolve("simulator"), "--app development --date " + ExampleDay.DS)) {
      LakeFolder lake = new LakeFolder(temporary.resolve("lake"));
      ProcessResult run =
          JarRunner.in(temporary)
              .with(development.settings())
              .withLake(lake.root())
              .run("run --date " + ExampleDay.DS)
              .requireSuccess();
      assertEquals(5, run.results().size(), "a line per stage and one for the command");
      assertEquals("search_new", run.result().get("source").getAsString());
      assertEquals(100, run.rows("raw/releases"));
      assertTracksAreThoseServed(lake, development);
      assertEquals(DAY.lake.digests().keySet(), lake.digests().keySet());
    }
  }

  @Test
  void rerunOfTransformAndLoadChangesNoByte() {
    var bytes = DAY.lake.digests();
    var times = DAY.lake.modificationTimes();
    for (String stage : List.of("transform", "load")) {
      ProcessResult again = DAY.runner.run(stage + " --date " + ExampleDay.DS).requireSuccess();
      assertFalse(again.changed());
      assertEquals("kept", again.result().get("status").getAsString());
    }
    assertEquals(bytes, DAY.lake.digests());
    assertEquals(times, DAY.lake.modificationTimes(), "files were rewritten");
  }

  @Test
  void rerunDoesNotFetchPublishedTracksAgain() {
    var times = DAY.lake.modificationTimes();
    ProcessResult again = DAY.runner.run("extract-tracks --date " + ExampleDay.DS).requireSuccess();
    assertFalse(again.changed());
    assertEquals(0, again.result().get("requests").getAsInt());
    assertEquals(times, DAY.lake.modificationTimes());
  }

  @Test
  void rebuildFromTheSameRawTablesGivesTheSameBytes() {
    assertRebuildGivesTheSameBytes(PipelineJar.onThisJvm());
  }

  @Test
  void java25GivesTheSameBytes() {
    assertRebuildGivesTheSameBytes(PipelineJar.onJava25());
  }

  @Test
  void fourCommandsRunOnJava25() {
    Path lake = temporary.resolve("lake");
    JarRunner runner = DAY.runner.withJar(PipelineJar.onJava25()).withLake(lake);
    for (String stage : ExampleDay.COMMANDS) {
      runner.run(stage + " --date " + ExampleDay.DS).requireSuccess();
    }
    assertEquals(DAY.lake.contentHashes(), new LakeFolder(lake).contentHashes());
  }

  private void assertRebuildGivesTheSameBytes(PipelineJar jar) {
    Path lake = temporary.resolve("lake");
    JarRunner runner = DAY.copy(lake, "raw").withJar(jar);
    for (String stage : List.of("transform", "load")) {
      ProcessResult result = runner.run(stage + " --date " + ExampleDay.DS).requireSuccess();
      assertTrue(result.changed());
    }
    assertEquals(DAY.lake.digests(), new LakeFolder(lake).digests());
  }

  private static List<List<String>> withPositions(List<String> ids) {
    List<List<String>> rows = new ArrayList<>();
    for (String id : ids) {
      rows.add(List.of(Integer.toString(rows.size()), id));
    }
    return rows;
  }

  private static void assertTracksAreThoseServed(LakeFolder lake, SimulatorProcess simulator) {
    SimulatorInspector inspector = simulator.client();
    Set<List<String>> served = new HashSet<>();
    DuckDb.rows("SELECT album_id FROM " + DuckDb.table(lake.root(), "raw/releases"))
        .forEach(
            album ->
                withPositions(inspector.tracks(album.get(0)))
                    .forEach(
                        track -> served.add(List.of(album.get(0), track.get(0), track.get(1)))));
    List<List<String>> written =
        DuckDb.rows(
            "SELECT album_id, position, track_id FROM " + DuckDb.table(lake.root(), "raw/tracks"));
    assertEquals(served.size(), written.size());
    assertEquals(served, new HashSet<>(written));
  }
}
