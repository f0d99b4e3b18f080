package pipeline.it.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pipeline.testing.S3Server;
import pipeline.testing.process.PipelineJar;

/** Trino from the Maven registry, with a Hive catalog in a folder and tables on an S3 server. */
final class TrinoEngine extends QueryEngine {
  private TrinoEngine(Path folder, List<String> command) {
    super(folder, Map.of(), command);
  }

  /** Starts Trino in a JDK 25, and installs it first if necessary. */
  static TrinoEngine start(Path folder, S3Server server) {
    Path java = PipelineJar.onJava25().java();
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx2g"));
    // Trino does not start without the first module; the other options silence warnings.
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1"));
    try {
      command.addAll(List.of("-cp", Files.readString(install("trino").resolve("jars")).strip()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    command.add(SCRIPTS.resolve("trino").resolve("AskTrino.java").toString());
    Map<String, String> catalog = new TreeMap<>();
    catalog.put("hive.metastore", "file");
    catalog.put("hive.metastore.catalog.dir", "local:///metastore");
    catalog.put("hive.security", "allow-all");
    catalog.put("fs.local.enabled", "true");
    catalog.put("local.location", folder.toString());
    catalog.put("fs.s3.enabled", "true");
    catalog.put("s3.endpoint", server.endpoint().toString());
    catalog.put("s3.region", "us-east-1");
    catalog.put("s3.path-style-access", "true");
    catalog.put("s3.aws-access-key", S3Server.ACCESS_KEY);
    catalog.put("s3.aws-secret-key", S3Server.SECRET_KEY);
    catalog.forEach((name, value) -> command.add(name + "=" + value));
    return new TrinoEngine(folder, command);
  }
}
