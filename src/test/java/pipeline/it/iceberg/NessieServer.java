package pipeline.it.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pipeline.it.query.QueryEngine;
import pipeline.testing.S3Server;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SupervisedProcess;

/** The catalog server Nessie on loopback, with its branches in memory and its tables on S3. */
final class NessieServer implements AutoCloseable {
  private static final int START_SECONDS = 90;

  private final SupervisedProcess process;
  private final URI uri;

  private NessieServer(SupervisedProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts the server in a JDK 25, and installs it first if necessary.
   *
   * @param warehouse the location of the tables, such as {@code s3://bucket/prefix}
   */
  static NessieServer start(Path folder, S3Server s3, String warehouse) {
    int port = LocalMachine.freePort();
    String options = "nessie.catalog.service.s3.default-options.";
    Map<String, String> properties = new TreeMap<>();
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", Integer.toString(port));
    properties.put("quarkus.management.host", "127.0.0.1");
    properties.put("quarkus.management.port", Integer.toString(LocalMachine.freePort()));
    properties.put("quarkus.otel.sdk.disabled", "true");
    properties.put("nessie.version.store.type", "IN_MEMORY");
    properties.put("nessie.catalog.default-warehouse", "lake");
    properties.put("nessie.catalog.warehouses.lake.location", warehouse);
    properties.put(options + "endpoint", s3.endpoint().toString());
    properties.put(options + "path-style-access", "true");
    properties.put(options + "region", "us-east-1");
    properties.put(options + "access-key", "urn:nessie-secret:quarkus:keys");
    properties.put("keys.name", S3Server.ACCESS_KEY);
    properties.put("keys.secret", S3Server.SECRET_KEY);
    List<String> command = new ArrayList<>();
    command.add(PipelineJar.onJava25().java().toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    try {
      command.addAll(
          List.of("-jar", Files.readString(QueryEngine.install("nessie").resolve("jars")).strip()));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("nessie.log").toFile());
      NessieServer server =
          new NessieServer(
              SupervisedProcess.start(builder), URI.create("http://127.0.0.1:" + port + "/"));
      server.awaitAnswer();
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void awaitAnswer() {
    for (int i = 0; i < START_SECONDS * 5; i++) {
      try {
        commits();
        return;
      } catch (IOException notYet) {
        RunningProcess.pause(200);
      }
    }
    close();
    throw new AssertionError("Nessie does not answer: " + uri);
  }

  /** Returns the address of Iceberg's REST protocol. */
  URI uri() {
    return uri.resolve("iceberg");
  }

  /** Returns the commits of the main branch, as JSON. */
  String commits() throws IOException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(uri.resolve("api/v2/trees/main/history")).build(),
              BodyHandlers.ofString())
          .body();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
