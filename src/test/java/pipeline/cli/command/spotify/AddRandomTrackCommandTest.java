package pipeline.cli.command.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.RefreshTokenPolicy;
import pipeline.testing.PlaylistHarness;

/** Runs add-random-track against a simulator over real connections. */
class AddRandomTrackCommandTest {
  private static final String ADD =
      "add-random-track --playlist " + PlaylistHarness.PLAYLIST + " --seed 4";
  private static final String ITEMS = "/v1/playlists/" + PlaylistHarness.PLAYLIST + "/items";
  private static final String POSTS = "path=" + ITEMS + "$";

  private @TempDir Path folder;
  private PlaylistHarness harness;

  @BeforeEach
  void open() {
    harness = new PlaylistHarness(folder);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private String track() {
    return harness.result().get("track").getAsString();
  }

  @Test
  void foundTrackIsAdded() throws Exception {
    assertEquals(0, harness.writeToken().run(ADD), harness::err);
    assertTrue(harness.result().get("changed").getAsBoolean());
    assertEquals(PlaylistHarness.PLAYLIST, harness.result().get("playlist").getAsString());
    assertEquals(List.of(track()), harness.playlistUris());
    assertEquals(1, harness.count("POST", ITEMS));
    assertTrue(harness.count("GET", "/v1/search?") >= 1);
  }

  @Test
  void developmentAppMayAddTracks() throws Exception {
    harness.simulate(options -> options.withApp(QuotaMode.DEVELOPMENT));
    assertEquals(0, harness.writeToken().run(ADD), harness::err);
    assertEquals(List.of(track()), harness.playlistUris());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spotify:playlist:" + PlaylistHarness.PLAYLIST,
        "https://open.spotify.com/playlist/" + PlaylistHarness.PLAYLIST + "?si=abc"
      })
  void uriAndLinkOfAPlaylistAreAccepted(String form) throws Exception {
    harness.writeToken();
    assertEquals(0, harness.run("add-random-track --seed 4 --playlist " + form), harness::err);
    assertEquals(1, harness.playlistUris().size());
  }

  @Test
  void sameSeedAddsTheSameTrackOnce() throws Exception {
    harness.writeToken().run(ADD);
    String first = track();
    assertEquals(0, harness.run(ADD));
    assertEquals(first, track());
    assertEquals("kept", harness.result().get("status").getAsString());
    assertEquals(1, harness.playlistUris().size());
  }

  @Test
  void resultHasTheGeneratedSeed() throws Exception {
    harness.writeToken().run("add-random-track --playlist " + PlaylistHarness.PLAYLIST);
    String found = track();
    String seed = harness.result().get("seed").getAsString();
    harness.run("add-random-track --dry-run --seed " + seed);
    assertEquals(found, track());
  }

  @Test
  void existingTrackIsFoundOnTheSecondPage() throws Exception {
    harness.writeToken().run("add-random-track --dry-run --seed 1");
    String other = track();
    harness.run("add-random-track --dry-run --seed 4");
    String wanted = track();
    for (int i = 0; i < 60; i++) {
      harness.addToPlaylist(i == 55 ? wanted : other);
    }
    assertEquals(0, harness.run(ADD), harness::err);
    assertFalse(harness.result().get("changed").getAsBoolean());
    assertEquals(2, harness.count("GET", ITEMS + "?limit=50&offset="));
  }

  @Test
  void emptySearchIsRepeatedWithAnotherQuery() {
    // The first search has an empty answer, so the track comes from another query.
    harness.setFaults("empty-page:path=/v1/search,times=1");
    assertEquals(0, harness.run("add-random-track --dry-run --seed 4"), harness::err);
    assertTrue(harness.err().contains("trying another query"), harness.err());
    assertTrue(harness.count("GET", "/v1/search?") >= 2);
  }

  @Test
  void tenEmptySearchesFail() {
    harness.setFaults("empty-page:path=/v1/search");
    assertEquals(69, harness.run("add-random-track --dry-run --seed 4"));
    assertTrue(
        harness.error().contains("no track found: all 10 random queries returned nothing"),
        harness.error());
    assertTrue(harness.count("GET", "/v1/search?") >= 10);
  }

  @Test
  void failedPostThatAddedTheTrackIsNotRepeated() throws Exception {
    harness.setFaults("500-applied:times=1," + POSTS).writeToken();
    assertEquals(0, harness.run(ADD), harness::err);
    assertEquals(1, harness.count("POST", ITEMS));
    assertEquals(List.of(track()), harness.playlistUris());
    assertTrue(harness.result().get("changed").getAsBoolean());
  }

  @Test
  void long503IsFollowedByAReadOfThePlaylist() throws Exception {
    harness.setFaults("503:retry-after=600,times=1," + POSTS).writeToken();
    assertEquals(0, harness.run(ADD), harness::err);
    assertEquals(2, harness.count("POST", ITEMS));
    assertEquals(List.of(track()), harness.playlistUris());
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "502", "503"})
  void failedPostThatAddedNothingIsRepeated(String fault) throws Exception {
    harness.setFaults(fault + ":times=1," + POSTS).writeToken();
    assertEquals(0, harness.run(ADD), harness::err);
    assertEquals(2, harness.count("POST", ITEMS));
    assertEquals(List.of(track()), harness.playlistUris());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "closed"})
  void lostResponseIsFollowedByAReadOfThePlaylist(String fault) throws Exception {
    harness.setFaults(fault + ":times=1," + POSTS).writeToken();
    assertEquals(0, harness.run(ADD), harness::err);
    assertEquals(1, harness.count("POST", ITEMS));
    assertEquals(List.of(track()), harness.playlistUris());
  }

  @Test
  void permanent5xxFailsAfterThreeTries() throws Exception {
    harness.setFaults("500:" + POSTS).writeToken();
    assertEquals(69, harness.run(ADD));
    assertEquals(3, harness.count("POST", ITEMS));
  }

  @Test
  void postIsRepeatedAfterA429() throws Exception {
    harness.setFaults("429:times=1,retry-after=0," + POSTS).writeToken();
    assertEquals(0, harness.run(ADD), harness::err);
    assertEquals(1, harness.playlistUris().size());
  }

  @Test
  void expiredAccessTokenIsRenewedOnce() throws Exception {
    harness.setFaults("401:times=1," + POSTS).writeToken();
    assertEquals(0, harness.run(ADD), harness::err);
    assertEquals(1, harness.playlistUris().size());
  }

  @Test
  void rotatedTokenReplacesTheOldOne() throws Exception {
    harness.simulate(options -> options.withRefreshTokens(RefreshTokenPolicy.ROTATE)).writeToken();
    var before = harness.storedToken();
    assertEquals(0, harness.run(ADD), harness::err);
    var after = harness.storedToken();
    assertNotEquals(before.get("refresh_token"), after.get("refresh_token"));
    assertEquals(before.get("authorized_at"), after.get("authorized_at"));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(harness.tokenFile)));
    assertEquals(0, harness.run(ADD), harness::err);
  }

  @Test
  void rotatedTokenIsStoredEvenIfTheRunFails() throws Exception {
    harness
        .simulate(
            options ->
                options
                    .withRefreshTokens(RefreshTokenPolicy.ROTATE)
                    .withFaults(List.of(Fault.parse("403:path=/v1/search,times=1"))))
        .writeToken();
    var before = harness.storedToken();
    assertEquals(77, harness.run(ADD));
    assertNotEquals(before, harness.storedToken());
    assertEquals(0, harness.run(ADD), harness::err);
  }

  @Test
  void readOnlyTokenFolderFailsBeforeAnyRequest() throws Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    harness.setVariable("SPOTIFY_TOKEN_FILE", closed.resolve("missing/token").toString());
    assertEquals(78, harness.run(ADD));
    assertTrue(harness.error().contains("in a missing or read-only folder"), harness.error());
    assertEquals(0, harness.served.size());
  }

  @Test
  void linkIntoAReadOnlyFolderFailsBeforeAnyRequest() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may write to every folder");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    harness.writeToken();
    Path token = Files.move(harness.tokenFile, closed.resolve("token"));
    Files.createSymbolicLink(harness.tokenFile, token);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    assertEquals(78, harness.run(ADD));
    assertTrue(harness.error().contains("in a missing or read-only folder"), harness.error());
    assertEquals(0, harness.served.size());
  }

  @Test
  void linkedTokenFileIsReplacedBehindTheLink() throws Exception {
    harness.simulate(options -> options.withRefreshTokens(RefreshTokenPolicy.ROTATE)).writeToken();
    var before = harness.storedToken();
    Path token = Files.move(harness.tokenFile, folder.resolve("token"));
    Files.createSymbolicLink(harness.tokenFile, token);
    assertEquals(0, harness.run(ADD), harness::err);
    assertTrue(Files.isSymbolicLink(harness.tokenFile));
    assertNotEquals(before, harness.storedToken());
  }

  @Test
  void refusedRefreshTokenNamesAuthorize() throws Exception {
    harness.writeToken();
    harness.advance(Duration.ofDays(181));
    assertEquals(77, harness.run(ADD));
    assertTrue(harness.error().contains("Refresh token expired"), harness.error());
    assertTrue(harness.error().contains("pipeline authorize"), harness.error());
    assertEquals(1, harness.count("POST", "/api/token"));
  }

  @Test
  void missingTokenNamesAuthorize() {
    assertEquals(77, harness.run(ADD));
    assertTrue(harness.error().contains("pipeline authorize"), harness.error());
    assertEquals(0, harness.served.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {165, 167, 179})
  void expiringConsentWarnsForTwoWeeks(int days) throws Exception {
    harness.writeToken();
    harness.advance(Duration.ofDays(days));
    assertEquals(0, harness.run(ADD), harness::err);
    boolean warned = harness.result().has("warnings");
    assertEquals(days > 166, warned, harness.out());
    assertEquals(days > 166, harness.err().contains("the user's consent ends at"), harness.err());
  }

  @Test
  void tokenOfTheEnvironmentIsUsedOnlyWithoutAFile() throws Exception {
    harness.setVariable("SPOTIFY_REFRESH_TOKEN", harness.simulator().refreshToken());
    assertEquals(0, harness.run(ADD), harness::err);
    assertFalse(harness.storedToken().has("authorized_at"));
    harness.setVariable("SPOTIFY_REFRESH_TOKEN", "of-no-use");
    assertEquals(0, harness.run(ADD), harness::err);
  }

  @Test
  void tokenFileOfAnotherSpotifyIsUnchanged() throws Exception {
    String real = "{\"refresh_token\":\"x\",\"simulated\":false}";
    Files.writeString(harness.tokenFile, real);
    assertEquals(78, harness.run(ADD));
    assertTrue(harness.error().contains("SPOTIFY_TOKEN_FILE"), harness.error());
    assertEquals(real, Files.readString(harness.tokenFile));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "canary", "{\"refresh_token\":7,\"simulated\":true}", "[]"})
  void damagedTokenFileIsNotQuoted(String text) throws Exception {
    Files.writeString(harness.tokenFile, text);
    assertEquals(78, harness.run(ADD + " --log-level debug"));
    assertTrue(harness.error().contains("run pipeline authorize"), harness.error());
    assertFalse((harness.out() + harness.err()).contains("canary"), harness.err());
  }

  @Test
  void dryRunNeedsNoUserAndNoPlaylist() throws Exception {
    assertEquals(0, harness.run("add-random-track --dry-run --seed 4"), harness::err);
    assertTrue(track().matches("spotify:track:[0-9A-Za-z]{22}"), track());
    assertFalse(harness.result().get("changed").getAsBoolean());
    assertFalse(Files.exists(harness.tokenFile));
    assertEquals(0, harness.count("GET", "/v1/playlists"));
  }

  @Test
  void dryRunNeedsTheClientSecret() throws Exception {
    harness.setVariable("SPOTIFY_CLIENT_SECRET", "").writeToken();
    assertEquals(78, harness.run("add-random-track --dry-run"));
    assertEquals(0, harness.run(ADD), harness::err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"add-random-track", "add-random-track --playlist none"})
  void missingPlaylistIsAUsageError(String line) {
    assertEquals(64, harness.run(line));
    assertTrue(harness.error().contains("--playlist"), harness.error());
    assertEquals(0, harness.served.size());
  }

  @Test
  void unknownPlaylistIsAUsageError() throws Exception {
    harness.setFaults("404:path=/v1/playlists").writeToken();
    assertEquals(78, harness.run(ADD));
    assertTrue(harness.error().contains("playlist not found"), harness.error());
  }

  @Test
  void playlistOfAnotherUserIsRefusedWithARemedy() throws Exception {
    harness.setFaults("403:path=/v1/playlists").writeToken();
    assertEquals(77, harness.run(ADD));
    assertTrue(
        harness
            .error()
            .matches(
                ".* answered 403, saying \".*\"; the user must own the playlist or collaborate on"
                    + " it; check --playlist and the authorized user"),
        harness.error());
  }

  @Test
  void rateLimitBlockAppliesToTheNextRun() throws Exception {
    harness.setFaults("quota-exceeded:path=/v1/search").writeToken();
    assertEquals(75, harness.run(ADD));
    harness.simulate(options -> options);
    harness.served.clear();
    assertEquals(75, harness.run(ADD));
    assertEquals(0, harness.served.size());
  }

  @Test
  void addRandomTrackPrintsNoSecret() throws Exception {
    harness.simulate(options -> options.withRefreshTokens(RefreshTokenPolicy.ROTATE)).writeToken();
    String token = harness.storedToken().get("refresh_token").getAsString();
    for (String line : List.of(ADD, ADD, "add-random-track --dry-run")) {
      harness.run(line + " --log-level trace");
      String all = harness.out() + harness.err();
      assertFalse(all.contains(PlaylistHarness.CANARY), all);
      assertFalse(all.contains(token), all);
      assertFalse(all.contains("AQsim") || all.contains("BQsim"), all);
    }
  }

  @Test
  void simulatedRunNeedsNoTokenAndLeavesNone() {
    assertEquals(0, harness.run(ADD + " --simulate"), harness::err);
    assertTrue(harness.result().get("changed").getAsBoolean());
    assertFalse(Files.exists(harness.tokenFile));
    assertEquals(0, harness.served.size());
  }
}
