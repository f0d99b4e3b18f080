package pipeline.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.lake.Lake;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.store.ObjectStore;
import pipeline.lake.store.TestLakeSettings;
import pipeline.testing.PlaylistHarness;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.FaultInjectingProxy;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LongTrackNames;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Checks that the policy of docs/s3.md is enough for all commands, that each of its permissions is
 * needed, and that the policies of the workers and the readers are enough for their commands.
 */
class LeastPrivilegeIT {
  private static final Pattern POLICY =
      Pattern.compile("(?s)## Permissions.*?```json(.*?)```.*?```json(.*?)```");
  private static final Pattern ICEBERG_STATEMENTS =
      Pattern.compile("(?s)### Iceberg tables.*?```json(.*?)```");
  private static final Pattern READER_POLICY = Pattern.compile("(?s)## Roles.*?```json(.*?)```");
  private static final Pattern READ_CLEAN = Pattern.compile("(\"[^\"]*lake/)clean/\\*\"");
  private static final String DOCUMENTED = "my-music-lake";
  private static final String DS = ExampleDay.DS;
  private static final String TRACKS = "lake/clean/tracks/ds=" + DS + "/tracks.parquet";
  private static final String TODAY = LocalDate.parse(DS).plusDays(1).toString();

  @TempDir static Path shared;
  private static S3Server server;
  private static ExampleDay day;
  private static String policy;
  private static String workerPolicy;
  private static String icebergStatements;

  @BeforeAll
  static void start() throws IOException {
    PipelineJar.MissingFeature.assumeAvailable(
        S3Server.minio().isPresent(),
        "install github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c with Go");
    String page = Files.readString(Path.of("docs", "s3.md"));
    Matcher documented = POLICY.matcher(page);
    assertTrue(documented.find(), "docs/s3.md has both policies");
    Matcher iceberg = ICEBERG_STATEMENTS.matcher(page);
    assertTrue(iceberg.find(), "docs/s3.md has the statements for Iceberg tables");
    icebergStatements = iceberg.group(1);
    policy = documented.group(1);
    workerPolicy = documented.group(2);
    day = ExampleDay.get();
    server = S3Server.minio(shared);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static JarRunner withPolicy(String policy, String bucket) {
    return day.runner
        .with(server.assumeRole(policy.replace(DOCUMENTED, bucket)))
        .with("LAKE", "s3://" + bucket + "/lake");
  }

  private static JarRunner withDocumentedPolicy(String bucket) {
    return withPolicy(policy, bucket);
  }

  private static SortedMap<String, String> tables(String bucket) {
    SortedMap<String, String> objects = server.objects(bucket, "lake/");
    objects.keySet().removeIf(key -> !key.endsWith(".parquet") || key.startsWith("lake/work/"));
    return objects;
  }

  @Test
  void documentedPolicyIsEnough() {
    server.createBucket("enough");
    JarRunner runner = withDocumentedPolicy("enough");

    for (String command : ExampleDay.COMMANDS) {
      runner.run(command + " --date " + DS).requireSuccess();
    }
    assertEquals(14, tables("enough").size());
    runner.run("extract-tracks --refetch --date " + DS).requireSuccess();
    runner.run("run --replace --date " + DS).requireSuccess();
    runner.run("report --output s3://enough/lake/report.html").requireSuccess();
    runner.run("export analytics/fact_release --date " + DS).requireSuccess();
    String status = runner.run("status").requireSuccess().out();
    assertFalse(status.contains("denied"), status);
    String doctor = runner.run("doctor").requireSuccess().out();
    assertFalse(doctor.contains("FAIL") || doctor.contains("WARN  uploads"), doctor);
    runner.run("purge --work --older-than 1m --yes").requireSuccess();
    runner.run("purge --before " + TODAY + " --yes").requireSuccess();
    assertEquals(0, tables("enough").size());
  }

  @Test
  void workersNeedNotDeleteTables() {
    server.createBucket("worker");
    JarRunner worker = withPolicy(workerPolicy, "worker");

    worker.run("run --date " + DS).requireSuccess();
    worker.run("run --replace --date " + DS).requireSuccess();
    ProcessResult backfill = worker.run("backfill --from 2024-03-01 --to 2024-03-02");
    assertEquals(0, backfill.exitCode(), backfill.err());
    assertFalse(backfill.err().contains("denied"), backfill.err());
    String doctor = worker.run("doctor").requireSuccess().out();
    assertFalse(doctor.contains("FAIL") || doctor.contains("WARN  uploads"), doctor);
    SortedMap<String, String> published = tables("worker");
    assertEquals(3 * 14, published.size());

    ProcessResult purge = worker.run("purge --before " + TODAY + " --yes");

    assertEquals(77, purge.exitCode(), purge.err());
    assertEquals(published, tables("worker"));
  }

  @Test
  void readersCanExportAndWithRawReleasesAlsoReport(@TempDir Path folder) throws IOException {
    server.createBucket("read");
    withPolicy(workerPolicy, "read").run("run --date " + DS).requireSuccess();
    String page = Files.readString(Path.of("docs", "governance.md"));
    Matcher documented = READER_POLICY.matcher(page);
    assertTrue(documented.find(), "docs/governance.md has the reader's policy");
    String readerPolicy = documented.group(1);
    JarRunner reader = withPolicy(readerPolicy, "read");

    reader.run("export analytics/fact_release --date " + DS).requireSuccess();
    String report = "report --output " + folder.resolve("report.html");
    ProcessResult denied = reader.run(report);
    assertEquals(77, denied.exitCode(), denied.err());
    withPolicy(READ_CLEAN.matcher(readerPolicy).replaceAll("$0, $1raw/releases/*\""), "read")
        .run(report)
        .requireSuccess();
  }

  @Test
  void workersCanPublishIcebergTablesInTheLake() {
    assumeTrue(Boolean.getBoolean("full"), "only under -Pfull");
    server.createBucket("inside");
    JarRunner worker = withPolicy(workerPolicy, "inside").with("ICEBERG_CATALOG", "folder");

    assertIcebergIsHealthy(worker);
    worker.run("run --date " + DS).requireSuccess();
    worker.run("publish-iceberg --date " + DS).requireSuccess();
    assertIcebergIsHealthy(worker);
    ProcessResult purge =
        withDocumentedPolicy("inside").run("purge --before " + TODAY + " --iceberg --yes");
    assertTrue(purge.requireSuccess().out().contains("\"iceberg\":{\"tables\":13"), purge.out());
  }

  private static void assertIcebergIsHealthy(JarRunner runner) {
    String doctor = runner.run("doctor").requireSuccess().out();
    assertTrue(doctor.contains("OK    Iceberg"), doctor);
    assertTrue(doctor.replaceAll("\\s+", " ").contains("changes can be committed"), doctor);
  }

  @Test
  void icebergStatementsAreEnoughForAnotherWarehouse(@TempDir Path folder) {
    assumeTrue(Boolean.getBoolean("full"), "only under -Pfull");
    server.createBucket("outside");
    JarRunner worker = withIcebergStatements(icebergStatements);
    assertIcebergIsHealthy(worker);
    worker.run("run --date " + DS).requireSuccess();
    worker.run("publish-iceberg --date " + DS).requireSuccess();
    assertIcebergIsHealthy(worker);
    assertTrue(server.objects("outside", "iceberg/doctor/").isEmpty());
    String status = worker.run("status --from " + DS + " --to " + DS).requireSuccess().out();
    assertTrue(status.contains("iceberg") && !status.contains("publish-iceberg"), status);
    String unused = "iceberg/analytics/fact_release/data/unused.parquet";
    try (S3Client client = server.client()) {
      client.putObject(put -> put.bucket("outside").key(unused), RequestBody.fromString("unused"));
    }

    assertEquals(77, expireInAYear(folder, worker));
    assertEquals(1, server.objects("outside", unused).size());
    JarRunner steward =
        withIcebergStatements(icebergStatements.replace("iceberg/doctor/*", "iceberg/*"));
    assertEquals(0, expireInAYear(folder, steward));
    assertEquals(0, server.objects("outside", unused).size());
  }

  private static JarRunner withIcebergStatements(String statements) {
    JsonObject policy = JsonParser.parseString(workerPolicy).getAsJsonObject();
    policy.getAsJsonArray("Statement").addAll(JsonParser.parseString(statements).getAsJsonArray());
    return withPolicy(policy.toString(), "outside")
        .with("ICEBERG_CATALOG", "folder")
        .with("ICEBERG_WAREHOUSE", "s3://outside/iceberg");
  }

  /** Runs expire-iceberg in this process at a later time, and returns its exit code. */
  private static int expireInAYear(Path folder, JarRunner runner) {
    try (PlaylistHarness harness = new PlaylistHarness(folder)) {
      runner.environment().forEach(harness::setVariable);
      return harness.advance(Duration.ofDays(365)).run("expire-iceberg --yes");
    }
  }

  @Test
  void minioRefusesWhatThePolicyForbids() {
    server.createBucket("elsewhere");
    JarRunner runner = withDocumentedPolicy("elsewhere").with("LAKE", "s3://elsewhere/another");

    ProcessResult ended = runner.run("run --date " + DS);

    assertEquals(77, ended.exitCode(), ended.err());
    assertTrue(server.objects("elsewhere", "").isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "s3:ListBucket,    transform --date DS",
    "s3:GetObject,     transform --date DS",
    "s3:PutObject,     transform --date DS",
    "s3:DeleteObject,  purge --before TODAY --yes",
    "s3:ListBucketMultipartUploads, purge --work --yes",
  })
  void commandNamesTheMissingPermission(String permission, String command) {
    String bucket = permission.substring(3).toLowerCase(Locale.ROOT);
    server.createBucket(bucket);
    withDocumentedPolicy(bucket).run("extract-releases --date " + DS).requireSuccess();
    withDocumentedPolicy(bucket).run("extract-tracks --date " + DS).requireSuccess();
    SortedMap<String, String> before = tables(bucket);
    // Replaces the removed permission with one that is never used.
    String unusedPermission =
        permission.equals("s3:ListBucket") ? "s3:ListBucketVersions" : "s3:GetBucketLocation";
    String reducedPolicy = policy.replace('"' + permission + '"', '"' + unusedPermission + '"');

    ProcessResult ended =
        withPolicy(reducedPolicy, bucket).run(command.replace("DS", DS).replace("TODAY", TODAY));

    assertEquals(77, ended.exitCode(), ended.err());
    assertTrue(
        ended.error().contains("grant these credentials " + permission + " on arn:"), ended.err());
    assertEquals(before, tables(bucket), "the failed stage changed tables");
    withDocumentedPolicy(bucket).run("transform --date " + DS).requireSuccess();
    withDocumentedPolicy(bucket).run("load --date " + DS).requireSuccess();
    assertEquals(14, tables(bucket).size());
  }

  @Test
  void doctorNamesTheMissingUploadPermission() {
    server.createBucket("aborting");
    String reducedPolicy =
        policy.replace("\"s3:AbortMultipartUpload\"", "\"s3:GetBucketLocation\"");

    String doctor = withPolicy(reducedPolicy, "aborting").run("doctor").requireSuccess().out();

    String words = doctor.replaceAll("\\s+", " ");
    assertTrue(words.contains("WARN uploads"), doctor);
    assertTrue(words.contains("s3:AbortMultipartUpload"), doctor);
  }

  @Test
  void multipartUploadNeedsNoOtherPermission() {
    assumeTrue(Boolean.getBoolean("full"), "only under -Pfull");
    String bucket = "parts";
    server.createBucket(bucket);
    JarRunner runner = withDocumentedPolicy(bucket);
    runner.run("extract-releases --date " + DS).requireSuccess();
    runner.run("extract-tracks --date " + DS).requireSuccess();
    try (ObjectStore store =
        ObjectStoreFactory.open(
            "s3://" + bucket + "/lake",
            TestLakeSettings.environment(shared, runner.environment()))) {
      LongTrackNames.publish(new Lake(store), LocalDate.parse(DS));
    }
    String transform = "transform --date " + DS;
    try (FaultInjectingProxy proxy =
        FaultInjectingProxy.denying(server.endpoint(), line -> line.contains("partNumber=3"))) {
      String address = proxy.uri().toString();

      ProcessResult ended = runner.with("AWS_ENDPOINT_URL_S3", address).run(transform);

      assertEquals(77, ended.exitCode(), ended.err());
      assertEquals(0, uploads(bucket), "a failed upload is aborted");

      String reducedPolicy =
          policy.replace("\"s3:AbortMultipartUpload\"", "\"s3:GetBucketLocation\"");
      withPolicy(reducedPolicy, bucket).with("AWS_ENDPOINT_URL_S3", address).run(transform);
      assertEquals(1, uploads(bucket), "a failed upload remains without the permission");
    }
    runner.run("purge --work --older-than 0s --yes").requireSuccess();
    assertEquals(
        1, uploads(bucket), "purge lists by the lake's prefix, for which MinIO returns no upload");

    runner.run(transform).requireSuccess();

    assertTrue(tables(bucket).get(TRACKS).matches(".*-[0-9]+\"?"), "not uploaded in parts");
  }

  /**
   * Returns the number of incomplete uploads of a table. MinIO lists an upload only if its complete
   * key is given.
   */
  private static int uploads(String bucket) {
    try (S3Client client = server.client()) {
      return client
          .listMultipartUploads(list -> list.bucket(bucket).prefix(TRACKS))
          .uploads()
          .size();
    }
  }
}
