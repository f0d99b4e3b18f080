package pipeline.it.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.tables.row.Tables;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.UncheckedFiles;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Purges old dates in a folder and on S3, and reruns a killed purge. */
class PurgeIT {
  private static final int KILLS = Boolean.getBoolean("full") ? 20 : 4;
  private static final int DATES = 60;
  private static final String BUCKET = "purged";
  private static final String PREFIX = "a/lake/";
  private static final LocalDate DS = LocalDate.parse(ExampleDay.DS);
  private static final List<String> TABLES =
      Tables.all().stream().map(table -> table.qualifiedName()).toList();

  @TempDir Path temporary;

  @Test
  void rerunFinishesAKilledPurge() {
    SplittableRandom random = new SplittableRandom(8);
    LakeFolder original = ExampleDay.get().lake;
    for (int kill = 0; kill < KILLS; kill++) {
      LakeFolder lake = copyToManyDates(temporary.resolve("lake-" + kill));
      JarRunner runner = JarRunner.in(temporary).withLake(lake.root());
      Path first = lake.file("analytics/partitions", DS.minusDays(DATES).toString());
      try (RunningProcess purge = runner.start("purge --before " + DS + " --yes")) {
        purge.awaitCondition(() -> Files.notExists(first));
        RunningProcess.pause(random.nextLong(300));
        purge.signal("KILL");
        purge.await();
      }
      for (int age = 1; age <= DATES; age++) {
        assertNoTableLacksItsInput(lake, DS.minusDays(age).toString());
      }

      runner.run("purge --before " + DS + " --yes").requireSuccess();

      assertEquals(original.digests(), lake.digests());
    }
  }

  private LakeFolder copyToManyDates(Path root) {
    LakeFolder lake = ExampleDay.get().lake.copyTo(root, "raw", "clean", "analytics");
    for (int age = 1; age <= DATES; age++) {
      for (String table : TABLES) {
        Path copy = lake.file(table, DS.minusDays(age).toString());
        UncheckedFiles.run(
            () -> {
              Files.createDirectories(copy.getParent());
              Files.copy(lake.file(table, ExampleDay.DS), copy);
            });
      }
    }
    return lake;
  }

  private static void assertNoTableLacksItsInput(LakeFolder lake, String ds) {
    boolean missing = false;
    for (String table : TABLES) {
      boolean exists = Files.exists(lake.file(table, ds));
      assertTrue(!exists || !missing, table + " of " + ds + " is left without its inputs");
      missing |= !exists;
    }
  }

  @Test
  void purgeOnS3ProxyDeletesOldDates() {
    try (S3Server server = S3Server.s3proxy(temporary)) {
      assertPurgesBelowThePrefix(server);
    }
  }

  @Test
  void purgeOnVersitygwDeletesOldDates() {
    PipelineJar.MissingFeature.assumeVersitygw();
    try (S3Server server = S3Server.versitygw(temporary)) {
      assertPurgesBelowThePrefix(server);
    }
  }

  private void assertPurgesBelowThePrefix(S3Server server) {
    server.createBucket(BUCKET);
    JarRunner runner =
        JarRunner.in(temporary)
            .with(server.environment())
            .with("LAKE", "s3://" + BUCKET + "/" + PREFIX);
    try (S3Client client = server.client()) {
      for (String table : TABLES) {
        String file = "/" + table.substring(table.indexOf('/') + 1) + ".parquet";
        put(client, PREFIX + table + "/ds=2024-01-01" + file);
        put(client, PREFIX + table + "/ds=2024-01-02" + file);
      }
      put(client, PREFIX + "work/extract-tracks/ds=2024-01-02/run/000001.parquet");
      put(client, PREFIX + "work/search/year=2024/000-0000.parquet");
      put(client, "another/lake/raw/releases/ds=2024-01-01/releases.parquet");
      beginUpload(client, PREFIX + "raw/tracks/ds=2024-01-01/tracks.parquet");
      beginUpload(client, "another/lake/raw/tracks/ds=2024-01-01/tracks.parquet");
      Set<String> all = keys(client);
      String line = "purge --before 2024-01-02 --work --older-than 0s";
      RunningProcess.pause(1100); // listings have a resolution of one second

      ProcessResult dryRun = runner.run(line).requireSuccess();
      assertEquals(16, dryRun.result().get("objects").getAsInt(), dryRun.err());
      assertEquals(all, keys(client));

      ProcessResult purged = runner.run(line + " --yes").requireSuccess();

      assertEquals(16, purged.result().get("objects").getAsInt(), purged.err());
      all.removeIf(key -> key.startsWith(PREFIX) && key.contains("ds=2024-01-01"));
      all.removeIf(key -> key.startsWith(PREFIX + "work/extract-tracks/"));
      all.add(PREFIX + "state/purged_before");
      assertEquals(all, keys(client));
      assertEquals(
          List.of("another/lake/raw/tracks/ds=2024-01-01/tracks.parquet"), uploads(client));
      assertEquals("kept", runner.run(line).result().get("status").getAsString());
    }
  }

  private static void put(S3Client client, String key) {
    client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString("rows"));
  }

  private static void beginUpload(S3Client client, String key) {
    client.createMultipartUpload(upload -> upload.bucket(BUCKET).key(key));
  }

  private static Set<String> keys(S3Client client) {
    Set<String> keys = new TreeSet<>();
    client.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .forEach(keys::add);
    return keys;
  }

  private static List<String> uploads(S3Client client) {
    return client.listMultipartUploads(list -> list.bucket(BUCKET)).uploads().stream()
        .map(upload -> upload.key())
        .toList();
  }
}
