package pipeline.it.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.RunningProcess;

/**
 * Checks that a command loads no class of a part that it does not use, because class loading is
 * half of a short run.
 */
class LoadedClassesIT {
  private static final ExampleDay DAY = ExampleDay.get();

  /**
   * Classes that a command must load only to write or read rows, or to use Spotify, S3 or the
   * simulator.
   */
  private static final List<String> ROWS =
      List.of("org.apache.avro.Schema$Parser", "com.github.luben.zstd", "com.fasterxml.jackson");

  private static final List<String> SPOTIFY =
      List.of("org.apache.hc.", "dev.failsafe.", "pipeline.spotify.http.ApacheTransport");
  private static final List<String> S3 =
      List.of("software.amazon.", "pipeline.lake.s3.S3ObjectStore");
  private static final List<String> OTHERS =
      List.of(
          "pipeline.simulator.catalogue.",
          "pipeline.report.",
          "pipeline.authorize.",
          "pipeline.iceberg.",
          "org.apache.iceberg.");

  /**
   * The maximum number of classes that help loads, including those of the JDK. When this test was
   * written, 1418 classes were loaded, 180 of them from picocli.
   */
  private static final int MAX_CLASSES_OF_HELP = 1800;

  @TempDir Path folder;

  @Test
  void helpLoadsOnlyTheCommandLine() {
    List<String> loaded = loaded("--help");

    assertTrue(loaded.size() < MAX_CLASSES_OF_HELP, () -> loaded.size() + " classes");
    assertNone(
        loaded, ROWS, SPOTIFY, S3, OTHERS, List.of("ch.qos.logback.", "org.apache.parquet."));
  }

  @ParameterizedTest
  @CsvSource({"extract-tracks", "transform", "load"})
  void unchangedStageReadsOnlyFooters(String stage) {
    assertNone(loaded(stage + " --date " + ExampleDay.DS), ROWS, SPOTIFY, S3, OTHERS);
  }

  @ParameterizedTest
  @CsvSource({"transform, raw", "load, raw clean"})
  void transformAndLoadLoadNoHttpClient(String stage, String inputLayers) {
    JarRunner copy = DAY.copy(folder.resolve("lake"), inputLayers.split(" ", -1));
    List<String> loaded = loaded(copy, stage + " --date " + ExampleDay.DS);

    assertNone(loaded, SPOTIFY, S3, OTHERS);
    assertTrue(
        loaded.stream().anyMatch(name -> name.startsWith("com.github.luben")),
        "no rows were written");
  }

  @Test
  void extractStagesOnAFolderLoadNoS3() {
    List<String> loaded = loaded("extract-releases --date " + ExampleDay.DS);

    assertNone(loaded, S3, OTHERS);
    assertTrue(
        loaded.stream().anyMatch(name -> name.startsWith("org.apache.hc.")), "no request was sent");
  }

  @ParameterizedTest
  @CsvSource({"status", "doctor", "purge --before 2020-01-01"})
  void commandWithoutACatalogLoadsNoIceberg(String line) {
    assertNone(loaded(line), List.of("pipeline.iceberg.", "org.apache.iceberg."));
  }

  @SafeVarargs
  private static void assertNone(List<String> loaded, List<String>... parts) {
    List<String> found = new ArrayList<>();
    for (List<String> part : parts) {
      loaded.stream().filter(name -> part.stream().anyMatch(name::startsWith)).forEach(found::add);
    }
    assertEquals(List.of(), found);
  }

  private List<String> loaded(String line) {
    return loaded(DAY.copy(folder.resolve("lake")), line);
  }

  /** Runs a command without a class-data archive, and returns the names of the loaded classes. */
  private List<String> loaded(JarRunner runner, String line) {
    Path log = folder.resolve("classes.log");
    List<String> command = new ArrayList<>();
    command.add(runner.jar().java().toString());
    command.add("-Xlog:class+load:file=" + log + ":none");
    command.addAll(List.of("-jar", PipelineJar.FILE.toString()));
    command.addAll(List.of(line.split(" ", -1)));
    RunningProcess.start(folder, runner.environment(), command).await().requireSuccess();
    try {
      return Files.readAllLines(log).stream().map(entry -> entry.split(" ", 2)[0]).toList();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
