package pipeline.it.query;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import pipeline.lake.Lake;
import pipeline.lake.file.FileObjectStore;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;

/** Checks the views in DuckDB on a folder whose name has unusual characters. */
class DuckDbViewsIT extends ViewsContract {
  @BeforeAll
  static void publishAndCreateViews() {
    Path folder = ExampleDay.newFolder("views");
    Path unusualFolder = folder.resolve("it's [a] la*ke?");
    try (Lake lake = new Lake(new FileObjectStore(unusualFolder))) {
      EightDatesStar.publish(lake);
    }
    DuckDb.execute(
        JarRunner.in(folder)
            .withLake(unusualFolder)
            .run("sql --engine duckdb")
            .requireSuccess()
            .out());
  }

  @Override
  List<List<String>> rows(String sql) {
    return DuckDb.rows(sql);
  }
}
