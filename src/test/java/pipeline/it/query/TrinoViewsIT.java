package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pipeline.lake.Lake;
import pipeline.testing.S3Server;
import pipeline.testing.TestS3Lake;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.PipelineJar.MissingFeature;

/** Checks the views in a Trino with a Hive catalog and a lake on S3; only under {@code -Pfull}. */
class TrinoViewsIT extends ViewsContract {
  private static final String URI = "s3://example/it's a lake";

  private static S3Server server;
  private static TrinoEngine engine;
  private static JarRunner runner;
  private static Path folder;

  @BeforeAll
  static void publishAndCreateViews() {
    assumeTrue(Boolean.getBoolean("full"), "Trino is large");
    folder = ExampleDay.newFolder("trino");
    MissingFeature.assumeVersitygw();
    server = S3Server.versitygw(folder); // S3Proxy refuses a header of Trino
    server.createBucket("example");
    try (Lake lake = TestS3Lake.open(URI, server, folder)) {
      EightDatesStar.publish(lake);
    }
    var before = server.objects("example", "");
    engine = TrinoEngine.start(folder, server);
    runner = JarRunner.in(folder).with("LAKE", URI);
    engine.rows(runner.run("sql --engine trino").requireSuccess().out());
    engine.rows(runner.run("sql --engine trino --drop").requireSuccess().out());
    assertEquals(before, server.objects("example", ""));
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void newDateIsSeenAfterItsStatements() {
    try (Lake lake = TestS3Lake.open(URI, server, folder)) {
      String statements = runner.run("sql --engine trino --new-dates").requireSuccess().out();
      assertNewDateIsSeen(lake, statements);
    }
  }

  @Override
  List<List<String>> rows(String sql) {
    return engine.rows(sql);
  }
}
