package pipeline.it.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;

/** Checks the content of the jar. */
class JarFileIT {
  private static final long MAX_BYTES = 40L * 1024 * 1024;

  private final List<String> entries = entries();

  private static List<String> entries() {
    try (JarFile jar = new JarFile(PipelineJar.FILE.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    } catch (IOException failed) {
      throw new AssertionError("build the jar first: mvn package", failed);
    }
  }

  @Test
  void jarIsSmallerThanTheLimit() throws IOException {
    long size = Files.size(PipelineJar.FILE);
    assertTrue(size <= MAX_BYTES, size + " bytes");
  }

  @Test
  void jarHasEachAwsCredentialsProvider() {
    for (String module : List.of("s3", "sts", "sso", "ssooidc")) {
      assertTrue(
          hasFolder("software/amazon/awssdk/services/" + module + "/model/"),
          module + " is missing");
    }
  }

  @Test
  void jarHasOnlyTheHadoopClassesThatParquetLinks() {
    assertEquals(
        List.of(
            "fs/FileStatus",
            "fs/LocatedFileStatus",
            "fs/PathFilter",
            "io/Writable",
            "io/compress/zlib/ZlibCompressor$CompressionLevel",
            "mapreduce/InputFormat",
            "mapreduce/JobContext",
            "mapreduce/MRJobConfig",
            "mapreduce/RecordReader",
            "mapreduce/lib/input/FileInputFormat",
            "mapreduce/lib/input/FileInputFormat$1",
            "mapreduce/lib/input/InvalidInputException"),
        List.copyOf(
            new TreeSet<>(
                entries.stream()
                    .filter(name -> name.startsWith("org/apache/hadoop/"))
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replace("org/apache/hadoop/", "").replace(".class", ""))
                    .toList())));
  }

  @Test
  void jarLeavesOutUnusedLibraries() {
    for (String unused :
        List.of("io/netty/", "org/apache/http/", "org/xerial/snappy/", "org/junit/", "win/")) {
      assertTrue(!hasFolder(unused), unused);
    }
  }

  @Test
  void jarHasItsBillOfMaterials() throws IOException {
    JsonObject bom;
    try (JarFile jar = new JarFile(PipelineJar.FILE.toFile());
        Reader text =
            new InputStreamReader(
                jar.getInputStream(jar.getEntry("META-INF/sbom/bom.json")),
                StandardCharsets.UTF_8)) {
      bom = JsonParser.parseReader(text).getAsJsonObject();
    }
    Set<String> names = new TreeSet<>();
    bom.getAsJsonArray("components")
        .forEach(part -> names.add(part.getAsJsonObject().get("name").getAsString()));

    assertEquals("CycloneDX", bom.get("bomFormat").getAsString());
    assertTrue(
        names.containsAll(
            List.of("picocli", "httpclient5", "gson", "s3", "parquet-avro", "avro", "failsafe")),
        names::toString);
    assertTrue(!names.contains("junit-jupiter") && !names.contains("s3proxy"), names::toString);
  }

  @Test
  void jarHasNoEntryTwice() {
    List<String> files = entries.stream().filter(name -> !name.endsWith("/")).toList();
    assertEquals(files.size(), new TreeSet<>(files).size());
  }

  @Test
  void manifestNamesMainAndMultiRelease() throws IOException {
    try (JarFile jar = new JarFile(PipelineJar.FILE.toFile())) {
      var manifest = jar.getManifest().getMainAttributes();
      assertEquals("pipeline.Main", manifest.getValue("Main-Class"));
      assertEquals("true", manifest.getValue("Multi-Release"));
      assertEquals("ALL-UNNAMED", manifest.getValue("Enable-Native-Access"));
    }
  }

  @Test
  void versionNamesTheCommit(@TempDir Path folder) {
    ProcessResult version = JarRunner.in(folder).run("--version").requireSuccess();
    assertTrue(
        version.out().matches("pipeline \\d+\\.\\d+\\.\\d+ \\(commit ([0-9a-f]{7,}|unknown)\\)\n"),
        version.out());
    assertEquals("", version.err());
  }

  @Test
  void java25PrintsNoWarning(@TempDir Path folder) {
    ProcessResult version =
        JarRunner.in(folder).withJar(PipelineJar.onJava25()).run("--version").requireSuccess();
    assertEquals("", version.err(), "warnings of JDK 25");
  }

  private boolean hasFolder(String folder) {
    return entries.stream().anyMatch(name -> name.startsWith(folder));
  }
}
