package pipeline.it.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs the four commands on S3 and compares the tables with those in a folder. */
class S3LakeIT {
  private static final String BUCKET = "example";
  private static final String PREFIX = "some/where";

  @TempDir Path temporary;

  @Test
  void fourCommandsRunOnS3Proxy() {
    try (S3Server server = S3Server.s3proxy(temporary)) {
      assertTablesEqualTheFolder(server);
    }
  }

  @Test
  void fourCommandsRunOnVersitygw() {
    PipelineJar.MissingFeature.assumeVersitygw();
    try (S3Server server = S3Server.versitygw(temporary)) {
      assertTablesEqualTheFolder(server);
    }
  }

  private void assertTablesEqualTheFolder(S3Server server) {
    ExampleDay day = ExampleDay.get();
    server.createBucket(BUCKET);
    JarRunner runner =
        day.runner
            .with(server.environment())
            .with("AWS_REGION", "us-east-1")
            .with("LAKE", "s3://" + BUCKET + "/" + PREFIX);
    for (String command : ExampleDay.COMMANDS) {
      runner.run(command + " --date " + ExampleDay.DS).requireSuccess();
    }
    LakeFolder downloaded = download(server, temporary.resolve("first"));
    assertEquals(day.lake.contentHashes(), downloaded.contentHashes());

    ProcessResult again = runner.run("load --date " + ExampleDay.DS).requireSuccess();
    assertFalse(again.changed());
    assertEquals(downloaded.digests(), download(server, temporary.resolve("second")).digests());
  }

  private static LakeFolder download(S3Server server, Path target) {
    try (S3Client client = server.client()) {
      for (var object :
          client
              .listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(PREFIX + "/"))
              .contents()) {
        Path file = target.resolve(object.key().substring(PREFIX.length() + 1));
        Files.createDirectories(file.getParent());
        client.getObject(get -> get.bucket(BUCKET).key(object.key()), file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new LakeFolder(target);
  }
}
