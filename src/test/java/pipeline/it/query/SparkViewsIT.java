package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.lake.Lake;
import pipeline.lake.file.FileObjectStore;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;

/** Checks the views in a local Spark 4.3 with a catalog in memory; only under {@code -Pfull}. */
class SparkViewsIT extends ViewsContract {
  private static PythonEngine engine;
  private static JarRunner runner;
  private static LakeFolder lake;

  @BeforeAll
  static void publishAndCreateViews() {
    assumeTrue(Boolean.getBoolean("full"), "Spark is large");
    Path folder = ExampleDay.newFolder("spark");
    lake = new LakeFolder(folder.resolve("it's a lake"));
    try (Lake open = new Lake(new FileObjectStore(lake.root()))) {
      EightDatesStar.publish(open);
    }
    var before = lake.digests();
    engine = PythonEngine.start("spark-4.3", folder, Map.of(), "spark");
    runner = JarRunner.in(folder).withLake(lake.root());
    engine.rows(runner.run("sql --engine spark").requireSuccess().out());
    engine.rows(runner.run("sql --engine spark --drop").requireSuccess().out());
    assertEquals(before, lake.digests());
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void newDateIsSeenAfterItsStatements() {
    try (Lake open = new Lake(new FileObjectStore(lake.root()))) {
      String statements = runner.run("sql --engine spark --new-dates").requireSuccess().out();
      assertNewDateIsSeen(open, statements);
    }
  }

  @Override
  List<List<String>> rows(String sql) {
    return engine.rows(sql);
  }
}
