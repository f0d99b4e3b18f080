package pipeline.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.testing.PlaylistHarness;

/** Checks what doctor reports for each problem. */
class DoctorCommandTest {
  @TempDir Path folder;
  private PlaylistHarness harness;

  @BeforeEach
  void open() {
    harness = new PlaylistHarness(folder);
  }

  @AfterEach
  void close() {
    assertFalse(
        (harness.out() + harness.err()).contains(PlaylistHarness.CANARY),
        "the output has the secret");
    harness.close();
  }

  /** Returns the level of each check in the JSON output. */
  private Map<String, String> levels(String more) {
    harness.run(("doctor --format json " + more).strip());
    Map<String, String> levels = new LinkedHashMap<>();
    for (JsonElement one : checks()) {
      JsonObject check = one.getAsJsonObject();
      levels.put(check.get("check").getAsString(), check.get("level").getAsString());
    }
    return levels;
  }

  private Iterable<JsonElement> checks() {
    return JsonParser.parseString(harness.out()).getAsJsonObject().getAsJsonArray("checks");
  }

  private JsonObject check(String name) {
    for (JsonElement one : checks()) {
      if (one.getAsJsonObject().get("check").getAsString().equals(name)) {
        return one.getAsJsonObject();
      }
    }
    throw new AssertionError("no check " + name + " in " + harness.out());
  }

  private void assertFails(int code, String check, String words) {
    assertEquals("fail", levels("").get(check), harness::out);
    assertTrue(check(check).get("what").getAsString().contains(words), harness::out);
    assertEquals(code, harness.resultOnStderr().get("exit_code").getAsInt());
    assertEquals("failed", harness.resultOnStderr().get("status").getAsString());
    assertTrue(
        harness.resultOnStderr().get("error").getAsString().contains(check + ": "), harness::err);
  }

  @Test
  void healthySetupHasNoFinding() {
    assertEquals(0, harness.run("doctor"));

    List<String> lines = harness.out().lines().filter(line -> !line.startsWith(" ")).toList();
    assertTrue(lines.stream().allMatch(line -> line.startsWith("OK    ")), harness::out);
    assertTrue(harness.out().lines().allMatch(line -> line.length() <= 140), harness::out);
    assertEquals("ok", harness.resultOnStderr().get("status").getAsString());
    assertEquals(lines.size(), harness.resultOnStderr().get("ok").getAsInt());
    assertEquals(0, harness.resultOnStderr().get("fail").getAsInt());
    assertTrue(harness.resultOnStderr().get("requests").getAsInt() <= 4, "number of requests");
    assertTrue(
        harness
            .out()
            .contains("Extended Quota Mode; available sources: new-releases, search; 20 albums"));
    assertFalse(
        Files.exists(folder.resolve("lake/work/doctor")), "the test object was not deleted");
  }

  @Test
  void simulatedRunNeedsNoAccount() {
    harness.setVariable("SPOTIFY_CLIENT_ID", "").setVariable("SPOTIFY_CLIENT_SECRET", "");

    assertEquals(0, harness.run("doctor --simulate --app development"));

    assertTrue(
        harness
            .out()
            .contains("app in Development Mode; available sources: search; 1 album per request"),
        harness::out);
    assertEquals(0, harness.served.size(), "requests to another simulator");
  }

  @Test
  void developmentModeIsReported() throws IOException {
    harness.simulate(options -> options.withApp(QuotaMode.DEVELOPMENT));

    assertEquals("ok", levels("").get("app"), harness::out);

    assertTrue(check("app").get("what").getAsString().contains("Development Mode"), harness::out);
    assertTrue(harness.resultOnStderr().get("requests").getAsInt() <= 4, "number of requests");
    assertEquals("no", Files.readString(state("batches")), "stored for later runs");
  }

  private Path state(String fact) throws IOException {
    byte[] hash;
    try {
      hash = MessageDigest.getInstance("SHA-256").digest("the-app".getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    Path place = folder.resolve("lake/state/" + HexFormat.of().formatHex(hash, 0, 8)).resolve(fact);
    Files.createDirectories(place.getParent());
    return place;
  }

  @Test
  void forbiddenPinnedSourceFails() throws IOException {
    Files.writeString(state("source"), "new_releases");
    harness.simulate(options -> options.withApp(QuotaMode.DEVELOPMENT));

    assertFails(78, "app", "source of this lake: new_releases");
    assertTrue(check("app").get("remedy").getAsString().contains("--source search"));
  }

  @Test
  void marketIsReported() throws IOException {
    levels("");
    assertTrue(
        check("market").get("what").getAsString().startsWith("none; without a market"),
        harness::out);

    harness.setVariable("SPOTIFY_MARKET", "DE");
    assertEquals("ok", levels("").get("market"), harness::out);
    assertEquals("DE", check("market").get("what").getAsString());

    Files.writeString(state("market"), "DE");
    levels("");
    assertEquals("DE, as for earlier listings", check("market").get("what").getAsString());

    Files.writeString(state("market"), "none");
    assertEquals("warn", levels("").get("market"), harness::out);
    assertTrue(check("market").get("remedy").getAsString().contains("SPOTIFY_MARKET to none"));

    harness.setVariable("SPOTIFY_MARKET", "germany");
    assertFails(78, "market", "SPOTIFY_MARKET (from the environment) is germany");
  }

  @Test
  void missingCredentialsFail() {
    harness.setVariable("SPOTIFY_CLIENT_SECRET", "");

    assertFails(78, "credentials", "missing setting: SPOTIFY_CLIENT_SECRET");

    assertEquals("ok", levels("").get("lake"));
    for (String later : List.of("block", "sign-in", "Spotify clock", "app")) {
      assertEquals("warn", levels("").get(later), "skipped");
    }
  }

  @Test
  void refusedCredentialsFail() {
    harness.setVariable("SPOTIFY_CLIENT_SECRET", SimulatorConfig.REFUSED_SECRET);

    assertFails(77, "sign-in", "SPOTIFY_CLIENT_SECRET");
    assertEquals("warn", levels("").get("app"));
  }

  @Test
  void appOwnerWithoutPremiumFails() {
    harness.setFaults("premium-needed");

    assertFails(77, "app", "Premium");
  }

  @Test
  void storedRateLimitBlockFails() throws IOException {
    String until = harness.now().plus(Duration.ofHours(5)).toString();
    Files.writeString(state("block"), until);

    assertFails(75, "block", until);

    assertEquals(until, harness.resultOnStderr().get("retry_at").getAsString());
    assertEquals(0, harness.resultOnStderr().get("requests").getAsInt());
    assertEquals("warn", levels("").get("sign-in"));
  }

  @Test
  void unreachableSpotifyFails() {
    harness.setVariable("SPOTIFY_ACCOUNTS_URL", "http://127.0.0.1:1");

    assertFails(69, "sign-in", "failed");
  }

  @Test
  void clockTenMinutesAheadWarns() {
    harness.advance(Duration.ofMinutes(10));

    assertFails(78, "Spotify clock", "ahead of that of Spotify");
    assertEquals("ok", levels("").get("lake clock"), "the clock of a folder is this machine's");
  }

  @Test
  void fileInsteadOfALakeFolderFails() throws IOException {
    Files.writeString(folder.resolve("lake"), "a file");

    assertFails(78, "lake", "in the way");
    assertEquals("warn", levels("").get("tables"), "skipped");
    assertEquals("ok", levels("").get("sign-in"), "Spotify is checked even if the lake fails");
  }

  @Test
  void lakeOfTheOtherDataModeFails() throws IOException {
    Files.createDirectories(folder.resolve("lake/state"));
    Files.writeString(folder.resolve("lake/state/lake.json"), "{\"simulated\":false}\n");

    assertFails(78, "kind", "the lake has real data, but Spotify is simulated");
  }

  @Test
  void damagedDataModeFails() throws IOException {
    Files.createDirectories(folder.resolve("lake/state"));
    Files.writeString(folder.resolve("lake/state/lake.json"), "{}");

    assertFails(78, "kind", "damaged state");
  }

  @Test
  void newestPartitionsAreChecked() throws IOException {
    LocalDate today = LocalDate.ofInstant(harness.now(), ZoneOffset.UTC);
    harness.run("run --date " + today);
    assertEquals("ok", levels("").get("tables"), harness::out);
    assertTrue(check("tables").get("what").getAsString().contains("of 14 tables"), harness::out);

    Path tracks = folder.resolve("lake/raw/tracks/ds=" + today + "/tracks.parquet");
    Files.writeString(tracks, "cut");

    assertFails(65, "tables", "damaged Parquet file");
  }

  @Test
  void readableSecretFilesWarn() throws IOException {
    harness.writeToken();
    Files.writeString(
        folder.resolve(".env"), "SPOTIFY_CLIENT_SECRET=" + PlaylistHarness.CANARY + "\n");
    for (String name : List.of(".env", ".spotify-token")) {
      Files.setPosixFilePermissions(
          folder.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
    }

    Map<String, String> levels = levels("");

    assertEquals("warn", levels.get(".env"));
    assertEquals("warn", levels.get("token file"));
    assertTrue(check(".env").get("remedy").getAsString().contains("chmod 600"));
    assertEquals(
        0, harness.resultOnStderr().get("exit_code").getAsInt(), "warnings are no failures");
    assertEquals(2, harness.resultOnStderr().get("warn").getAsInt());
  }

  @Test
  void expiringConsentWarns() throws IOException {
    harness.writeToken(harness.now().minus(Duration.ofDays(170)));
    Files.setPosixFilePermissions(harness.tokenFile, PosixFilePermissions.fromString("rw-------"));

    assertEquals("warn", levels("").get("token file"));
    assertTrue(check("token file").get("what").getAsString().contains("run pipeline authorize"));
  }

  @Test
  void dagFolderIsCompared() {
    assertEquals("ok", levels("--dags " + Path.of("dags").toAbsolutePath()).get("dags"));
    assertEquals("fail", levels("--dags .").get("dags"));
    assertFalse(levels("").containsKey("dags"));
  }
}
