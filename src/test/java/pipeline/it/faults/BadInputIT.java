package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.S3Server;
import pipeline.testing.process.DuckDb;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.SimulatorProcess;

/**
 * Checks wrong input of users. Each case has its own exit code, prints one message with a remedy
 * and no stack trace, and leaves the tables unchanged.
 */
class BadInputIT {
  private static final String DS = ExampleDay.DS;
  private static final ExampleDay DAY = ExampleDay.get();

  @TempDir Path temporary;
  private LakeFolder lake;
  private JarRunner runner;

  @BeforeEach
  void copyTheLake() {
    lake = new LakeFolder(temporary.resolve("lake"));
    runner = DAY.copy(lake.root());
    runner = new JarRunner(temporary, runner.environment(), runner.jar());
  }

  @Test
  void impossibleDateIsAUsageError() {
    assertFails(64, "transform --date 2024-02-30", "2024-02-30 does not exist", "YYYY-MM-DD");
  }

  @Test
  void futureDateIsAUsageError() {
    LocalDate future = LocalDate.now(ZoneOffset.UTC).plusDays(2);
    assertFails(
        64, "extract-releases --date " + future, "date in the future: " + future, "for example");
  }

  @Test
  void missingDateIsAUsageError() {
    assertFails(64, "load", "--date is missing", "for example --date 2024-01-31");
  }

  @Test
  void unknownOptionIsAUsageErrorWithASuggestion() {
    assertFails(64, "load --dat " + DS, "unknown option: '--dat'", "did you mean --date?");
  }

  @Test
  void unknownCommandHasNoResultLine() {
    ProcessResult ended = runner.run("extract-relases --date " + DS);
    assertEquals(64, ended.exitCode());
    assertEquals("", ended.out());
    assertTrue(ended.err().contains("did you mean extract-releases?"), ended.err());
    assertNoTrace(ended);
  }

  @Test
  void missingCredentialIsNamed() {
    runner = runner.without("SPOTIFY_CLIENT_SECRET");
    assertFails(
        78,
        "extract-releases --date " + DS,
        "missing setting: SPOTIFY_CLIENT_SECRET",
        "developer.spotify.com/dashboard");
  }

  @Test
  void wrongCredentialIsNamed() {
    runner = runner.with("SPOTIFY_CLIENT_SECRET", "wrong");
    assertFails(77, "extract-releases --date " + DS, "SPOTIFY_CLIENT_SECRET");
  }

  @Test
  void plainHttpAddressIsRefused() {
    runner = runner.with("SPOTIFY_API_URL", "http://192.0.2.1/v1");
    assertFails(
        78, "extract-releases --date " + DS, "SPOTIFY_API_URL uses plain http", "use https");
  }

  @Test
  void unreachableSpotifyIsReported() throws IOException {
    runner =
        runner
            .with("SPOTIFY_API_URL", unusedAddress() + "/v1")
            .with("SPOTIFY_ACCOUNTS_URL", unusedAddress());
    assertFails(69, "extract-releases --date " + DS, "127.0.0.1", "again");
  }

  @Test
  void invalidLineOfDotEnvIsReportedWithoutItsText() throws IOException {
    Files.writeString(temporary.resolve(".env"), "LAKE=file:lake\nthe secret hunter2\n");
    ProcessResult ended =
        assertFails(78, "load --date " + DS, "line 2 of ", ".env", "start it with #");
    assertFalse(ended.err().contains("hunter2"), "a line may hold a secret");
  }

  @Test
  void realSpotifyIsRefusedForASimulatedLake() {
    runner = runner.without("SPOTIFY_API_URL").without("SPOTIFY_ACCOUNTS_URL");
    assertFails(
        78,
        "extract-releases --date " + DS,
        "must not write to a lake of simulated data",
        "to another lake");
  }

  @Test
  void simulatedSpotifyIsRefusedForARealLake() throws IOException {
    Files.writeString(lake.root().resolve("state").resolve("lake.json"), "{\"simulated\":false}\n");
    assertFails(
        78, "extract-releases --simulate --date " + DS, "a lake of real data", "another lake");
  }

  @Test
  void unsupportedLakeSchemeIsRefused() {
    runner = runner.with("LAKE", "gs://bucket/prefix");
    assertFails(78, "load --date " + DS, "LAKE", "gs://bucket/prefix", "s3://bucket/prefix");
  }

  @Test
  void lakeBelowAFileIsRefused() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "no folder");
    runner = runner.withLake(file.resolve("lake"));
    assertFails(78, "extract-releases --date " + DS, "in the way", "another folder");
    assertEquals("no folder", Files.readString(file));
  }

  @Test
  void missingFolderForTemporaryFilesIsNamed() throws IOException {
    Files.delete(lake.file("clean/tracks", DS));
    Path nowhere = temporary.resolve("nowhere");
    runner = runner.with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + nowhere);
    assertFails(78, "transform --date " + DS, "ZSTD library", "-Djava.io.tmpdir");
  }

  @Test
  void unreachableS3EndpointIsReported() throws IOException {
    runner = onS3(unusedAddress(), S3Server.SECRET_KEY, "s3://example/lake");
    assertFails(74, "load --date " + DS, "s3://example/lake", "check the network");
  }

  @Test
  void missingBucketAndWrongS3SecretAreNamed() {
    try (S3Server server = S3Server.s3proxy(temporary)) {
      String endpoint = server.endpoint().toString();
      runner = onS3(endpoint, S3Server.SECRET_KEY, "s3://no-such-bucket/lake");
      assertFails(78, "extract-releases --date " + DS, "no-such-bucket", "LAKE");
      server.createBucket("example");
      runner = onS3(endpoint, "a-wrong-secret", "s3://example/lake");
      ProcessResult ended =
          assertFails(77, "load --date " + DS, "s3://example/lake", "AWS_SECRET_ACCESS_KEY");
      assertFalse(ended.err().contains("a-wrong-secret"), "a secret");
    }
  }

  private JarRunner onS3(String endpoint, String secret, String where) {
    return runner
        .with("AWS_ENDPOINT_URL_S3", endpoint)
        .with("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY)
        .with("AWS_SECRET_ACCESS_KEY", secret)
        .with("AWS_REGION", "us-east-1")
        .with("LAKE", where);
  }

  @Test
  void missingInputNamesTheStageToRun() throws IOException {
    Files.delete(lake.file("raw/tracks", DS));
    assertFails(66, "transform --date " + DS, "missing input", "run extract-tracks --date " + DS);
    Files.delete(lake.file("raw/releases", DS));
    assertFails(66, "extract-tracks --date " + DS, "run extract-releases --date " + DS);
    Files.delete(lake.file("clean/tracks", DS));
    assertFails(66, "load --date " + DS, "run extract-releases --date " + DS);
  }

  @Test
  void emptyInputFileIsReported() throws IOException {
    Files.write(lake.file("raw/tracks", DS), new byte[0]);
    assertFails(65, "transform --date " + DS, "raw/tracks", "0 bytes", "rerun");
  }

  @Test
  void truncatedInputFileIsReported() throws IOException {
    byte[] bytes = Files.readAllBytes(lake.file("raw/tracks", DS));
    Files.write(lake.file("raw/tracks", DS), Arrays.copyOf(bytes, bytes.length / 2));
    assertFails(65, "transform --date " + DS, "raw/tracks", "damaged Parquet file", "rerun");
  }

  @Test
  void damagedPagesOfAnInputAreReported() throws IOException {
    var before = lake.digests();
    try (FileChannel file =
        FileChannel.open(lake.file("clean/tracks", DS), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[2000]), 100); // the footer stays readable
    }
    // With this output, load would find its outputs unchanged and read no rows.
    Files.delete(lake.file("analytics/partitions", DS));
    assertFails(
        65, "load --date " + DS, "damaged Parquet file", "delete it, then rerun", "clean/tracks");

    Files.delete(lake.file("clean/tracks", DS));
    runner.run("transform --date " + DS).requireSuccess();
    runner.run("load --date " + DS).requireSuccess();
    assertEquals(before, lake.digests(), "the remedy did not help");
  }

  @Test
  void textFileAsInputIsReported() throws IOException {
    Files.writeString(lake.file("raw/releases", DS), "album_id,album_name\n1,One\n".repeat(100));
    assertFails(65, "extract-tracks --date " + DS, "raw/releases", "damaged Parquet file", "rerun");
  }

  @Test
  void inputOfAnotherProgramIsReported() throws IOException {
    Path file = lake.file("raw/releases", DS);
    Files.delete(file);
    DuckDb.execute("COPY (SELECT 'x' AS album_id) TO '" + file + "' (FORMAT parquet)");
    assertFails(
        65,
        "transform --date " + DS,
        "raw/releases",
        "file of another program",
        "move the file away");
  }

  @Test
  void inputOfANewerJarIsReported() throws IOException {
    Path file = lake.file("raw/releases", DS);
    Path old = Files.move(file, temporary.resolve("old.parquet"));
    DuckDb.execute(
        "COPY (SELECT * FROM read_parquet('"
            + old
            + "')) TO '"
            + file
            + "' (FORMAT parquet, KV_METADATA {'pipeline.table': 'raw/releases',"
            + " 'pipeline.schema_version': '99'})");
    assertFails(
        65,
        "transform --date " + DS,
        "written by a newer pipeline.jar",
        "use the jar that wrote the file");
  }

  @Test
  void replacedInputNamesTheStageToRerun() {
    try (SimulatorProcess another = SimulatorProcess.start(temporary, "--albums 3 --date " + DS)) {
      runner
          .with(another.settings())
          .run("extract-releases --replace --date " + DS)
          .requireSuccess();
      assertFails(
          66,
          "transform --date " + DS,
          "rerun extract-tracks --date " + DS,
          "raw/releases has been replaced");
      assertFails(
          66,
          "load --date " + DS,
          "rerun extract-tracks --date " + DS,
          "raw/releases has been replaced");
      runner.with(another.settings()).run("extract-tracks --date " + DS).requireSuccess();
      assertFails(
          66,
          "load --date " + DS,
          "rerun transform --date " + DS,
          "raw/releases has been replaced");
    }
  }

  private static String unusedAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  /**
   * Runs a command that must fail with this exit code and a message that contains each of these
   * words.
   */
  private ProcessResult assertFails(int code, String command, String... words) {
    var before = lake.digests();
    ProcessResult ended = runner.run(command);
    assertEquals(code, ended.exitCode(), () -> ended.out() + ended.err());
    assertEquals(code, ended.result().get("exit_code").getAsInt());
    assertEquals("failed", ended.result().get("status").getAsString());
    assertFalse(ended.changed());
    String first = ended.error().lines().findFirst().orElseThrow();
    assertEquals(1, ended.err().lines().filter(line -> line.contains(first)).count(), ended::err);
    for (String word : words) {
      assertTrue(ended.error().contains(word), word + " is not in: " + ended.error());
    }
    assertNoTrace(ended);
    assertEquals(before, lake.digests());
    return ended;
  }

  private static void assertNoTrace(ProcessResult ended) {
    List<String> traces =
        ended
            .err()
            .lines()
            .filter(line -> line.startsWith("\tat ") || line.startsWith("Caused by"))
            .toList();
    assertEquals(List.of(), traces, ended::err);
    assertTrue(ended.err().getBytes(StandardCharsets.UTF_8).length < 10_000, ended::err);
  }
}
