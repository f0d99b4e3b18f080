package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.FaultInjectingProxy;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.SkewedClock;

/**
 * Takes a resource away from a run: disk space, permissions, credentials, responses or the correct
 * time. Each run fails with an exit code and a message, and loses no data.
 */
class ResourceFaultsIT {
  private static final String DS = ExampleDay.DS;
  private static final boolean FULL = Boolean.getBoolean("full");

  @TempDir static Path shared;
  @TempDir Path folder;
  private static S3Server server;
  private static ExampleDay day;
  private static int buckets;

  @BeforeAll
  static void start() {
    day = ExampleDay.get();
    server = S3Server.s3proxy(shared);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void fullDiskFailsTheStageAndLeavesTheLakeUnchanged() throws IOException {
    try (TmpfsDisk disk = TmpfsDisk.mount(folder.resolve("disk"), 4)) {
      LakeFolder lake = day.lake.copyTo(disk.folder().resolve("lake"), "raw", "state");
      JarRunner runner = day.runner.withLake(lake.root());
      SortedMap<String, String> before = lake.digests();
      Path filler = disk.fill(2);

      ProcessResult result = runner.run("transform --date " + DS);

      assertFailed(result, 74, "no space", "free");
      assertEquals(before, lake.digests());
      Files.delete(filler);
      runner.run("transform --date " + DS).requireSuccess();
      runner.run("load --date " + DS).requireSuccess();
      assertEquals(day.lake.contentHashes(), lake.contentHashes());
    }
  }

  /** Staging files of a lake on S3 are in the system's temporary folder. */
  @Test
  void fullDiskForTemporaryFilesFailsTheStage() throws IOException {
    JarRunner runner = extractToS3();
    String bucket = bucket(runner);
    SortedMap<String, String> before = tables(bucket);
    try (TmpfsDisk disk = TmpfsDisk.mount(folder.resolve("disk"), 1)) {
      disk.fill(2);

      JarRunner limited = runner.with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + disk.folder());
      for (String stage : List.of("extract-releases", "transform")) {
        ProcessResult result = limited.run(stage + " --date " + DS);
        assertFailed(result, 74, "No space left on device", "java.io.tmpdir");
        assertEquals(before, tables(bucket));
      }
    }
    assertRerunCompletesTheDate(runner);
  }

  @Test
  void noexecMountOfTemporaryFilesIsNamed() {
    try (TmpfsDisk disk = TmpfsDisk.mount(folder.resolve("disk"), 8)) {
      disk.remount("noexec");
      LakeFolder lake = day.lake.copyTo(folder.resolve("lake"), "raw", "state");
      JarRunner runner =
          day.runner
              .withLake(lake.root())
              .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + disk.folder());

      assertFailed(
          runner.run("transform --date " + DS), 78, "instead of noexec", "java.io.tmpdir=<folder>");
    }
  }

  @Test
  void readOnlyDiskFailsTheStageButNotStatus() {
    try (TmpfsDisk disk = TmpfsDisk.mount(folder.resolve("disk"), 4)) {
      LakeFolder lake = day.lake.copyTo(disk.folder().resolve("lake"), "raw", "state");
      JarRunner runner = day.runner.withLake(lake.root());
      SortedMap<String, String> before = lake.digests();
      disk.remount("ro");

      assertFailed(runner.run("transform --date " + DS), 77, "read-only file system");
      runner.run("status").requireSuccess();

      assertEquals(before, lake.digests());
      disk.remount("rw");
      runner.run("transform --date " + DS).requireSuccess();
      runner.run("load --date " + DS).requireSuccess();
      assertEquals(day.lake.contentHashes(), lake.contentHashes());
    }
  }

  /** The keys are revoked permanently before the request with this number. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 7, 9, 12})
  void stageFailsIfKeysAreRevokedWhileItRuns(int request) {
    JarRunner runner = extractToS3();
    AtomicInteger count = new AtomicInteger();
    try (FaultInjectingProxy proxy =
        FaultInjectingProxy.revoking(
            server.endpoint(), line -> count.incrementAndGet() >= request)) {

      ProcessResult result = through(proxy, runner).run("transform --date " + DS);

      assertFailed(result, 77, "the credentials are refused", "AWS_SECRET_ACCESS_KEY");
    }
    assertRerunCompletesTheDate(runner);
  }

  @Test
  void oneLostResponseIsRetried() {
    JarRunner runner = extractToS3();
    try (FaultInjectingProxy proxy =
        FaultInjectingProxy.droppingResponses(server.endpoint(), onlyFirst(put("clean/tracks")))) {
      through(proxy, runner).run("transform --date " + DS).requireSuccess();
    }
    assertRerunCompletesTheDate(runner);
  }

  /** S3 stores the object, but its responses are lost. */
  @Test
  void repeatedlyLostResponsesFailTheStage() {
    JarRunner runner = extractToS3();
    try (FaultInjectingProxy proxy =
        FaultInjectingProxy.droppingResponses(server.endpoint(), put("clean/tracks"))) {

      ProcessResult result = through(proxy, runner).run("transform --date " + DS);

      assertFailed(result, 74, "clean/tracks", "rerun");
    }
    assertTrue(
        tables(bucket(runner)).keySet().stream().anyMatch(key -> key.contains("clean/tracks/")),
        "the table was not stored");
    assertRerunCompletesTheDate(runner);
  }

  private static Predicate<String> put(String table) {
    return line -> line.startsWith("PUT ") && line.contains("/" + table + "/");
  }

  private static Predicate<String> onlyFirst(Predicate<String> what) {
    AtomicInteger count = new AtomicInteger();
    return line -> what.test(line) && count.incrementAndGet() == 1;
  }

  /** The SDK uses the Date header of S3 to correct the time of its signatures. */
  @Test
  void stagesSucceedWithASkewedClock() throws IOException {
    PipelineJar.MissingFeature.assumeVersitygw();
    for (String offset : FULL ? List.of("+1h", "-1h") : List.of("+1h")) {
      Path data = Files.createDirectories(folder.resolve("gateway" + offset));
      try (S3Server strict = S3Server.versitygw(data)) {
        strict.createBucket("clocks");
        JarRunner correct = onS3(strict, "clocks");
        JarRunner skewed = SkewedClock.apply(correct, offset);

        ProcessResult doctor = skewed.run("doctor");

        assertEquals(78, doctor.exitCode(), doctor.out());
        assertTrue(doctor.out().contains("FAIL  lake clock"), doctor.out());
        assertTrue(doctor.out().contains("FAIL  Spotify clock"), doctor.out());
        skewed.run("run --date " + DS).requireSuccess();
        ProcessResult again = correct.run("load --date " + DS).requireSuccess();
        assertTrue(!again.changed(), "the clock changed the tables");
      }
    }
  }

  private static JarRunner onS3(S3Server s3, String bucket) {
    return day.runner
        .with(s3.environment())
        .with("AWS_REGION", "us-east-1")
        .with("LAKE", "s3://" + bucket + "/lake");
  }

  private static JarRunner extractToS3() {
    String bucket = "faults-" + ++buckets;
    server.createBucket(bucket);
    JarRunner runner = onS3(server, bucket);
    runner.run("extract-releases --date " + DS).requireSuccess();
    runner.run("extract-tracks --date " + DS).requireSuccess();
    return runner;
  }

  private static String bucket(JarRunner runner) {
    return runner.environment().get("LAKE").split("/", -1)[2];
  }

  private static JarRunner through(FaultInjectingProxy proxy, JarRunner runner) {
    return runner.with("AWS_ENDPOINT_URL_S3", proxy.uri().toString());
  }

  private static SortedMap<String, String> tables(String bucket) {
    SortedMap<String, String> tables = new TreeMap<>(server.objects(bucket, "lake/"));
    tables.keySet().removeIf(key -> !key.endsWith(".parquet") || key.contains("/work/"));
    return tables;
  }

  /** Checks that a rerun completes the date and that the lake holds no other table file. */
  private static void assertRerunCompletesTheDate(JarRunner runner) {
    runner.run("transform --date " + DS).requireSuccess();
    runner.run("load --date " + DS).requireSuccess();
    String bucket = bucket(runner);
    assertEquals(14, tables(bucket).size(), () -> server.objects(bucket, "").toString());
    assertTrue(
        runner
            .run("status --from %s --to %s --format json".formatted(DS, DS))
            .requireSuccess()
            .out()
            .contains("\"complete\":true"));
  }

  private static void assertFailed(ProcessResult result, int code, String... words) {
    assertEquals(code, result.exitCode(), result.err());
    for (String word : words) {
      assertTrue(result.error().contains(word), result.error());
    }
  }
}
