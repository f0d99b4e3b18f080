package pipeline.it.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.ProcessResult;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs {@code verify} as a process on S3 and on a folder. */
class VerifyIT {
  private static final String BUCKET = "verify";
  private static final String LINE = "verify --format json --date " + ExampleDay.DS;
  private static final ExampleDay DAY = ExampleDay.get();

  @TempDir Path temporary;

  @Test
  void verifyOnS3EqualsVerifyOnAFolder() {
    try (S3Server server = S3Server.s3proxy(temporary)) {
      server.createBucket(BUCKET);
      JarRunner s3 = DAY.runner.with(server.environment()).with("LAKE", "s3://" + BUCKET + "/a");
      try (S3Client client = server.client()) {
        for (String path : DAY.lake.digests("raw", "clean", "analytics", "state").keySet()) {
          client.putObject(
              put -> put.bucket(BUCKET).key("a/" + path), DAY.lake.root().resolve(path));
        }
        JsonObject onS3 = json(s3.run(LINE).requireSuccess());
        assertEquals(json(DAY.runner.run(LINE).requireSuccess()), onS3);
        assertEquals(14, onS3.get("partitions").getAsInt());

        String key = "raw/tracks/ds=" + ExampleDay.DS + "/tracks.parquet";
        client.putObject(
            put -> put.bucket(BUCKET).key("a/" + key), RequestBody.fromString("PAR1, but cut"));
      }
      ProcessResult damaged = s3.run(LINE);
      assertEquals(65, damaged.exitCode(), damaged::err);
      JsonObject finding = json(damaged).getAsJsonArray("findings").get(0).getAsJsonObject();
      assertEquals("damaged", finding.get("state").getAsString());
      assertEquals("raw/tracks", finding.get("table").getAsString());
    }
  }

  private static JsonObject json(ProcessResult ended) {
    JsonObject json = JsonParser.parseString(ended.out()).getAsJsonObject();
    json.remove("lake");
    return json;
  }
}
