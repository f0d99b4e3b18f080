package pipeline.it.query;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import pipeline.lake.Lake;
import pipeline.testing.S3Server;
import pipeline.testing.TestS3Lake;
import pipeline.testing.process.JarRunner;

/**
 * Checks the views in DuckDB on S3, with DuckDB's own extensions and the keys of the environment.
 */
class DuckDbS3ViewsIT extends ViewsContract {
  private static final String URI = "s3://example/it's a lake";

  @TempDir static Path folder;
  private static S3Server server;
  private static PythonEngine engine;

  @BeforeAll
  static void publishAndCreateViews() {
    engine =
        PythonEngine.start(
            "duckdb",
            folder,
            Map.of(
                "AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY),
            "duckdb");
    server = S3Server.s3proxy(folder);
    server.createBucket("example");
    try (Lake lake = TestS3Lake.open(URI, server, folder)) {
      EightDatesStar.publish(lake);
    }
    engine.rows(
        JarRunner.in(folder)
            .with("AWS_ENDPOINT_URL_S3", server.endpoint().toString())
            .with("AWS_REGION", "us-east-1")
            .with("LAKE", URI)
            .run("sql --engine duckdb")
            .requireSuccess()
            .out());
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

  @Override
  List<List<String>> rows(String sql) {
    return engine.rows(sql);
  }
}
