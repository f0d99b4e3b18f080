package pipeline.it.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.LakeFolder;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Compares {@code status} on S3 with {@code status} on a folder, and runs the commands that it
 * prints.
 */
class StatusIT {
  private static final String BUCKET = "status";
  private static final Set<String> LOCATION_KEYS =
      Set.of("modified_at", "age_seconds", "at", "lake", "kind");
  private static final String LINE = "status --from " + ExampleDay.DS + " --to " + ExampleDay.DS;

  @TempDir Path temporary;
  private static ExampleDay day;

  @BeforeAll
  static void prepareDay() {
    day = ExampleDay.get();
  }

  private static JsonObject json(ProcessResult ended) {
    return JsonParser.parseString(ended.requireSuccess().out()).getAsJsonObject();
  }

  private static JsonElement withoutLocation(JsonElement json) {
    if (json.isJsonObject()) {
      LOCATION_KEYS.forEach(json.getAsJsonObject()::remove);
      json.getAsJsonObject().entrySet().forEach(member -> withoutLocation(member.getValue()));
    } else if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(StatusIT::withoutLocation);
    }
    return json;
  }

  @Test
  void statusOnS3ProxyEqualsStatusOnAFolder() {
    try (S3Server server = S3Server.s3proxy(temporary)) {
      assertStatusEqualsTheFolder(server);
    }
  }

  @Test
  void statusOnVersitygwEqualsStatusOnAFolder() {
    PipelineJar.MissingFeature.assumeVersitygw();
    try (S3Server server = S3Server.versitygw(temporary)) {
      assertStatusEqualsTheFolder(server);
    }
  }

  private void assertStatusEqualsTheFolder(S3Server server) {
    server.createBucket(BUCKET);
    try (S3Client client = server.client()) {
      for (String path : day.lake.digests("raw", "clean", "analytics", "state").keySet()) {
        client.putObject(
            put -> put.bucket(BUCKET).key("a/lake/" + path), day.lake.root().resolve(path));
      }
    }
    JarRunner s3 = day.runner.with(server.environment()).with("LAKE", "s3://" + BUCKET + "/a/lake");

    JsonObject onS3 = json(s3.run(LINE + " --format json"));

    assertEquals(
        withoutLocation(json(day.runner.run(LINE + " --format json"))), withoutLocation(onS3));
    assertTrue(onS3.getAsJsonArray("dates").get(0).toString().contains("\"complete\":true"));
  }

  @Test
  void printedCommandsRepairTheDate() throws Exception {
    JarRunner runner = day.copy(temporary.resolve("lake"));
    Files.delete(
        temporary.resolve("lake").resolve("clean/albums/ds=" + ExampleDay.DS + "/albums.parquet"));
    JsonObject before = json(runner.run(LINE + " --format json"));
    assertEquals(1, before.getAsJsonArray("to_do").size());

    for (JsonElement command :
        before.getAsJsonArray("to_do").get(0).getAsJsonObject().getAsJsonArray("commands")) {
      runner.run(command.getAsString()).requireSuccess();
    }

    assertEquals(0, json(runner.run(LINE + " --format json")).getAsJsonArray("to_do").size());
    assertEquals(
        day.lake.contentHashes(), new LakeFolder(temporary.resolve("lake")).contentHashes());
  }

  @Test
  void resultGoesToStderrAndTheTableToStdout() {
    ProcessResult ended = day.runner.run(LINE).requireSuccess();

    assertTrue(ended.out().contains(ExampleDay.DS + "  ✓ "), ended.out());
    assertTrue(ended.out().lines().allMatch(line -> line.length() <= 100), ended.out());
    JsonObject result = JsonParser.parseString(ended.err().strip()).getAsJsonObject();
    assertEquals("status", result.get("command").getAsString());
    assertEquals(1, result.get("complete").getAsInt());
    assertEquals(0, result.get("to_do").getAsInt());
  }
}
