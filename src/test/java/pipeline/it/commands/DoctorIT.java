package pipeline.it.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.S3Server;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.FaultInjectingProxy;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.JarWithCdsArchive;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.ProcessResult;
import pipeline.testing.process.RunningProcess;
import pipeline.testing.process.SimulatorProcess;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs {@code doctor} against real servers with one fault at a time. */
class DoctorIT {
  private static final String BUCKET = "examined";
  private static final String LAKE = "s3://" + BUCKET + "/a/lake";

  @TempDir static Path shared;
  private static S3Server server;
  private static ExampleDay day;

  @BeforeAll
  static void start() {
    day = ExampleDay.get();
    server = S3Server.s3proxy(shared);
    server.createBucket(BUCKET);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JarRunner onS3() {
    return onS3(server);
  }

  private static JarRunner onS3(S3Server s3) {
    return day.runner.with(s3.environment()).with("LAKE", LAKE);
  }

  /** Returns the level and message of each check that is not ok. */
  private static Map<String, String> findings(ProcessResult result) {
    Map<String, String> findings = new TreeMap<>();
    JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
    for (JsonElement one : json.getAsJsonArray("checks")) {
      JsonObject check = one.getAsJsonObject();
      String level = check.get("level").getAsString();
      String name = check.get("check").getAsString();
      // A test below covers the class-data archive.
      if (!level.equals("ok") && !name.equals("class archive")) {
        findings.put(name, level + " " + check.get("what").getAsString());
      }
    }
    return findings;
  }

  private static ProcessResult doctor(JarRunner runner) {
    return runner.run("doctor --format json");
  }

  private static void assertFails(ProcessResult result, int code, String check, String... words) {
    assertEquals(code, result.exitCode(), result.err());
    String finding = findings(result).get(check);
    assertTrue(finding != null && finding.startsWith("fail "), result.out());
    for (String word : words) {
      assertTrue(finding.contains(word), finding);
    }
    List<String> lines = result.err().lines().toList();
    JsonObject resultLine = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    assertEquals(code, resultLine.get("exit_code").getAsInt());
    assertFalse((result.out() + result.err()).contains(S3Server.SECRET_KEY), "a secret");
  }

  @Test
  void doctorFindsNoProblemInAFolder() {
    ProcessResult result = doctor(day.runner);

    assertEquals(Map.of(), findings(result.requireSuccess()));
  }

  @Test
  void doctorFindsNoProblemOnS3() {
    ProcessResult result = doctor(onS3());

    assertEquals(Map.of(), findings(result.requireSuccess()));
    assertNoObjectOrUploadIsLeft(server);
  }

  @Test
  void doctorFindsNoProblemOnVersitygw(@TempDir Path folder) {
    PipelineJar.MissingFeature.assumeVersitygw();
    try (S3Server versitygw = S3Server.versitygw(folder)) {
      versitygw.createBucket(BUCKET);

      assertEquals(Map.of(), findings(doctor(onS3(versitygw)).requireSuccess()));
      assertNoObjectOrUploadIsLeft(versitygw);
    }
  }

  private static void assertNoObjectOrUploadIsLeft(S3Server s3) {
    try (S3Client client = s3.client()) {
      List<String> keys = new ArrayList<>();
      client
          .listObjectsV2(list -> list.bucket(BUCKET))
          .contents()
          .forEach(object -> keys.add(object.key()));
      keys.removeIf(key -> key.startsWith("a/lake/state/"));
      assertEquals(List.of(), keys);
    }
  }

  @Test
  void wrongSecretFailsTheSignInCheck() {
    ProcessResult result =
        doctor(onS3().with("AWS_SECRET_ACCESS_KEY", "another-secret-altogether"));

    assertFails(result, 77, "lake", "AWS_SECRET_ACCESS_KEY");
    assertFalse(findings(result).containsKey("app"), "Spotify is checked even if the lake fails");
    assertFalse((result.out() + result.err()).contains("another-secret"), "a secret");
  }

  @Test
  void missingBucketFailsTheLakeCheck() {
    assertFails(
        doctor(onS3().with("LAKE", "s3://no-such-bucket/lake")),
        78,
        "lake",
        "aws s3 mb s3://no-such-bucket");
  }

  @Test
  void unreachableS3FailsTheLakeCheck() {
    assertFails(
        doctor(onS3().with("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")), 74, "lake", "Connection");
  }

  @Test
  void deniedPermissionIsNamed() {
    Map<String, String> permissions =
        Map.of("PUT ", "s3:PutObject", "DELETE ", "s3:DeleteObject", "GET ", "s3:ListBucket");
    permissions.forEach(
        (method, permission) -> {
          try (FaultInjectingProxy proxy =
              FaultInjectingProxy.denying(server.endpoint(), line -> line.startsWith(method))) {
            ProcessResult result =
                doctor(onS3().with("AWS_ENDPOINT_URL_S3", proxy.uri().toString()));
            assertFails(result, 77, "lake", permission);
          }
        });
    try (S3Client client = server.client()) {
      client
          .listObjectsV2(list -> list.bucket(BUCKET).prefix("a/lake/work/"))
          .contents()
          .forEach(left -> client.deleteObject(it -> it.bucket(BUCKET).key(left.key())));
    }
  }

  @Test
  void deniedUploadPermissionIsAWarning() {
    try (FaultInjectingProxy proxy =
        FaultInjectingProxy.denying(server.endpoint(), line -> line.contains("uploads"))) {
      ProcessResult result = doctor(onS3().with("AWS_ENDPOINT_URL_S3", proxy.uri().toString()));

      Map<String, String> findings = findings(result.requireSuccess());
      assertEquals(List.of("uploads"), List.copyOf(findings.keySet()));
      assertTrue(findings.get("uploads").contains("s3:ListBucketMultipartUploads"));
    }
  }

  @Test
  void clockThatDiffersFromS3Fails() {
    try (FaultInjectingProxy proxy =
        FaultInjectingProxy.withClock(server.endpoint(), Duration.ofMinutes(-9))) {
      assertFails(
          doctor(onS3().with("AWS_ENDPOINT_URL_S3", proxy.uri().toString())),
          78,
          "lake clock",
          "min ahead of that of the lake");
    }
  }

  @Test
  void clockThatDiffersFromSpotifyWarns() {
    URI accounts = URI.create(day.simulator.settings().get("SPOTIFY_ACCOUNTS_URL"));
    try (FaultInjectingProxy proxy =
        FaultInjectingProxy.withClock(accounts, Duration.ofMinutes(2))) {
      ProcessResult result =
          doctor(day.runner.with("SPOTIFY_ACCOUNTS_URL", proxy.uri().toString()));

      Map<String, String> findings = findings(result.requireSuccess());
      assertTrue(findings.get("Spotify clock").startsWith("warn this machine's clock is 1"));
      assertTrue(findings.get("Spotify clock").endsWith(" s behind that of Spotify"));
    }
  }

  @Test
  void rateLimitBlockOfAnotherCommandFails(@TempDir Path folder) {
    try (SimulatorProcess blocking =
        SimulatorProcess.start(folder, "--fault quota-exceeded:path=/v1/search")) {
      JarRunner runner =
          JarRunner.in(folder).with(blocking.settings()).withLake(folder.resolve("lake"));
      assertEquals(75, runner.run("search love").exitCode());

      ProcessResult result = doctor(runner);

      assertFails(result, 75, "block", "rate-limit block");
      assertTrue(findings(result).get("sign-in").startsWith("warn skipped"));
    }
  }

  @Test
  void classArchiveCheckNamesTheRemedy() throws IOException {
    JarWithCdsArchive installed = JarWithCdsArchive.forJvm(PipelineJar.onThisJvm());
    List<String> command =
        installed.command(PipelineJar.onThisJvm(), List.of(), "doctor --simulate --lake file:lake");
    Path folder = installed.folder();

    String fits = RunningProcess.start(folder, Map.of(), command).await().requireSuccess().out();
    assertTrue(fits.contains("OK    class archive"), fits);
    assertTrue(fits.replaceAll("\\s+", " ").contains("the options of the DAG tasks"), fits);

    FileTime before = Files.getLastModifiedTime(installed.jar());
    Files.setLastModifiedTime(
        installed.jar(), FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    String another = RunningProcess.start(folder, Map.of(), command).await().requireSuccess().out();
    Files.setLastModifiedTime(installed.jar(), before);
    assertTrue(another.contains("WARN  class archive"), another);
    assertTrue(another.contains("archive-classes"), another);
  }
}
