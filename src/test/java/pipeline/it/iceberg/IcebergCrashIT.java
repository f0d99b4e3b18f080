package pipeline.it.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.iceberg.IcebergContents;
import pipeline.iceberg.IcebergTables;
import pipeline.lake.Lake;
import pipeline.lake.file.FileObjectStore;
import pipeline.tables.row.Tables;
import pipeline.testing.process.Debugger;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ReplacedDate;
import pipeline.testing.process.RunningProcess;

/**
 * Kills {@code publish-iceberg} with SIGKILL at lines of its commits, and reruns it; only under
 * {@code -Pfull}. InterruptedPublishTest tries each request in one process.
 */
class IcebergCrashIT {
  private static final String PUBLISH = "publish-iceberg --date " + ReplacedDate.DS;
  private static final int KILLS = 6;

  /** The seed of the random lines, which are the same in each run of the tests. */
  private static final long SEED = 20261129;

  /** The methods that write, by class. The debugger stops at their lines. */
  private static final Map<String, Set<String>> WRITING =
      Map.of(
          "pipeline.iceberg.IcebergPublisher", Set.of("publishAlone", "publishTogether", "prepare"),
          "pipeline.iceberg.StoreFileIO$StoredOutputStream", Set.of("close"),
          "pipeline.iceberg.FolderTableOperations", Set.of("commit", "create", "writeHint"),
          "pipeline.iceberg.RestCatalog", Set.of("commit", "create", "createNamespace"));

  private static Path folder;
  private static ReplacedDate date;
  private static Debugger debugger;

  @BeforeAll
  static void start() {
    assumeTrue(Boolean.getBoolean("full"), "takes long");
    folder = ExampleDay.newFolder("iceberg-crashes");
    date = ReplacedDate.create(folder);
    debugger = Debugger.listen();
  }

  @AfterAll
  static void stop() {
    if (debugger != null) {
      debugger.close();
    }
  }

  @Test
  void killedPublishInAFolderIsRepairedByRerun() {
    killAndRerun(Map.of("ICEBERG_WAREHOUSE", "file:" + folder.resolve("warehouse")));
  }

  @Test
  void killedPublishToARestCatalogIsRepairedByRerun() {
    try (RestCatalogServer catalog = RestCatalogServer.start(folder)) {
      killAndRerun(catalog.settings());
    }
  }

  /** Publishes the two versions of the date alternately. Each publish is killed and rerun. */
  private static void killAndRerun(Map<String, String> settings) {
    runner(date.first(), settings).run(PUBLISH).requireSuccess();
    int lines = runToLine(runner(date.second(), settings), Integer.MAX_VALUE).size();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      LakeFolder lake = kill % 2 == 0 ? date.first() : date.second();
      JarRunner runner = runner(lake, settings);
      List<String> visited = runToLine(runner, 1 + random.nextInt(lines * 9 / 10));
      String when = visited.size() + " lines, at " + visited.get(visited.size() - 1);

      runner.run(PUBLISH).requireSuccess();

      assertPublished(lake, settings, when);
    }
  }

  private static JarRunner runner(LakeFolder lake, Map<String, String> settings) {
    return JarRunner.in(folder).withLake(lake.root()).with(settings);
  }

  /** Publishes, kills the process after that many lines, and returns the executed lines. */
  private static List<String> runToLine(JarRunner runner, int line) {
    try (RunningProcess process = debugged(runner).start(PUBLISH)) {
      List<String> visited = debugger.runToLine(WRITING, line);
      process.signal("KILL");
      int expected = line == Integer.MAX_VALUE ? 0 : 137;
      assertEquals(expected, process.await().exitCode(), visited::toString);
      return visited;
    }
  }

  private static JarRunner debugged(JarRunner runner) {
    List<String> options = new ArrayList<>(runner.jar().options());
    options.add(debugger.option());
    return runner.withJar(new PipelineJar(runner.jar().java(), options));
  }

  private static void assertPublished(
      LakeFolder published, Map<String, String> settings, String when) {
    try (Lake lake = new Lake(new FileObjectStore(published.root()));
        IcebergTables tables = IcebergContents.open(lake, settings)) {
      assertEquals(
          IcebergContents.expected(lake, Tables.all()),
          IcebergContents.read(tables, Tables.all()),
          when);
    }
  }
}
