package pipeline.it.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import pipeline.it.query.QueryEngine;
import pipeline.testing.S3Server;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SupervisedProcess;

/** Iceberg's REST catalog for tests, with its tables in a folder or on S3; see src/test/engines. */
public final class RestCatalogServer implements AutoCloseable {
  private static final int START_SECONDS = 60;

  private final SupervisedProcess process;
  private final URI uri;
  private final Map<String, String> settings;

  private RestCatalogServer(SupervisedProcess process, URI uri, Map<String, String> settings) {
    this.process = process;
    this.uri = uri;
    this.settings = settings;
  }

  /** Starts the server, and installs it first if necessary. */
  public static RestCatalogServer start(Path folder) {
    String warehouse = "file:" + folder.resolve("warehouse");
    return start(folder, List.of("warehouse=" + warehouse), Map.of("ICEBERG_WAREHOUSE", warehouse));
  }

  /**
   * Starts the server like {@link #start}, with its tables on S3.
   *
   * @param warehouse the location of the tables, such as {@code s3://bucket/prefix}
   */
  static RestCatalogServer onS3(Path folder, S3Server s3, String warehouse) {
    return start(
        folder,
        List.of(
            "warehouse=" + warehouse,
            "io-impl=org.apache.iceberg.aws.s3.S3FileIO",
            "client.region=us-east-1",
            "s3.endpoint=" + s3.endpoint(),
            "s3.path-style-access=true",
            "s3.access-key-id=" + S3Server.ACCESS_KEY,
            "s3.secret-access-key=" + S3Server.SECRET_KEY),
        Map.of());
  }

  private static RestCatalogServer start(
      Path folder, List<String> properties, Map<String, String> settings) {
    int port = LocalMachine.freePort();
    try {
      String jars = Files.readString(QueryEngine.install("iceberg-rest").resolve("jars")).strip();
      Path source = QueryEngine.SCRIPTS.resolve("iceberg-rest").resolve("LoopbackCatalog.java");
      int compiled =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-d", folder.toString(), "-cp", jars, source.toString());
      assertEquals(0, compiled, source + " was not compiled");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", folder + ":" + jars));
      command.add("org.apache.iceberg.rest.LoopbackCatalog");
      command.add(Integer.toString(port));
      command.add("uri=jdbc:sqlite:" + folder.resolve("catalog.db"));
      command.addAll(properties);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("catalog.log").toFile());
      RestCatalogServer server =
          new RestCatalogServer(
              SupervisedProcess.start(builder), URI.create("http://127.0.0.1:" + port), settings);
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
  public Map<String, String> settings() {
    Map<String, String> all = new HashMap<>(settings);
    all.put("ICEBERG_CATALOG", "rest:" + uri);
    return all;
  }

  @Override
  public void close() {
    process.close();
  }
}
