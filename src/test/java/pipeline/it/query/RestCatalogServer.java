package pipeline.it.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SupervisedProcess;

/** Iceberg's REST catalog for tests, with its tables in a folder; see src/test/engines. */
final class RestCatalogServer implements AutoCloseable {
  private static final int START_SECONDS = 60;

  private final SupervisedProcess process;
  private final URI uri;
  private final Path warehouse;

  private RestCatalogServer(SupervisedProcess process, URI uri, Path warehouse) {
    this.process = process;
    this.uri = uri;
    this.warehouse = warehouse;
  }

  /** Starts the server, and installs it first if necessary. */
  static RestCatalogServer start(Path folder) {
    int port = LocalMachine.freePort();
    Path warehouse = folder.resolve("warehouse");
    try {
      String jars = Files.readString(QueryEngine.install("iceberg-rest").resolve("jars")).strip();
      Path source = QueryEngine.SCRIPTS.resolve("iceberg-rest").resolve("LoopbackCatalog.java");
      int compiled =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-d", folder.toString(), "-cp", jars, source.toString());
      assertEquals(0, compiled, source + " was not compiled");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  folder + ":" + jars,
                  "org.apache.iceberg.rest.LoopbackCatalog",
                  Integer.toString(port),
                  "uri=jdbc:sqlite:" + folder.resolve("catalog.db"),
                  "warehouse=file:" + warehouse)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("catalog.log").toFile());
      RestCatalogServer server =
          new RestCatalogServer(
              SupervisedProcess.start(builder), URI.create("http://127.0.0.1:" + port), warehouse);
      server.awaitAnswer();
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void awaitAnswer() {
    for (int i = 0; i < START_SECONDS * 10; i++) {
      try {
        HttpURLConnection connection =
            (HttpURLConnection) uri.resolve("/v1/config").toURL().openConnection();
        if (connection.getResponseCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        RunningProcess.pause(100);
      }
    }
    close();
    throw new AssertionError("the catalog does not answer: " + uri);
  }

  URI uri() {
    return uri;
  }

  /** Returns the settings of the jar. */
  Map<String, String> settings() {
    return Map.of("ICEBERG_CATALOG", "rest:" + uri, "ICEBERG_WAREHOUSE", "file:" + warehouse);
  }

  @Override
  public void close() {
    process.close();
  }
}
