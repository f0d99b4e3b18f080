package pipeline.cli.command.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  private PlaylistHarness desk;

  @BeforeEach
  void open() {
    desk = new PlaylistHarness(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private String track() {
    return desk.result().get("track").getAsString();
  }

  @Test
  void foundTrackIsAdded() throws Exception {
    assertEquals(0, desk.writeToken().run(ADD), desk::err);
    assertTrue(desk.result().get("changed").getAsBoolean());
    assertEquals(PlaylistHarness.PLAYLIST, desk.result().get("playlist").getAsString());
    assertEquals(List.of(track()), desk.playlistUris());
    assertEquals(1, desk.count("POST", ITEMS));
    assertTrue(desk.count("GET", "/v1/search?") >= 1);
  }

  @Test
  void developmentAppMayAddTracks() throws Exception {
    desk.simulate(options -> options.withApp(QuotaMode.DEVELOPMENT));
    assertEquals(0, desk.writeToken().run(ADD), desk::err);
    assertEquals(List.of(track()), desk.playlistUris());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spotify:playlist:" + PlaylistHarness.PLAYLIST,
        "https://open.spotify.com/playlist/" + PlaylistHarness.PLAYLIST + "?si=abc"
      })
  void takesThePlaylistsUriOrLinkToo(String form) throws Exception {
    desk.writeToken();
    assertEquals(0, desk.run("add-random-track --seed 4 --playlist " + form), desk::err);
    assertEquals(1, desk.playlistUris().size());
  }

  @Test
  void sameSeedAddsTheSameTrackOnce() throws Exception {
    desk.writeToken().run(ADD);
    String first = track();
    assertEquals(0, desk.run(ADD));
    assertEquals(first, track());
    assertEquals("kept", desk.result().get("status").getAsString());
    assertEquals(1, desk.playlistUris().size());
  }

  @Test
  void resultHasTheGeneratedSeed() throws Exception {
    desk.writeToken().run("add-random-track --playlist " + PlaylistHarness.PLAYLIST);
    String found = track();
    String seed = desk.result().get("seed").getAsString();
    desk.run("add-random-track --dry-run --seed " + seed);
    assertEquals(found, track());
  }

  @Test
  void existingTrackIsFoundOnTheSecondPage() throws Exception {
    desk.writeToken().run("add-random-track --dry-run --seed 1");
    String other = track();
    desk.run("add-random-track --dry-run --seed 4");
    String wanted = track();
    for (int i = 0; i < 60; i++) {
      desk.addToPlaylist(i == 55 ? wanted : other);
    }
    assertEquals(0, desk.run(ADD), desk::err);
    assertFalse(desk.result().get("changed").getAsBoolean());
    assertEquals(2, desk.count("GET", ITEMS + "?limit=50&offset="));
  }

  @Test
  void emptySearchIsRepeatedWithAnotherQuery() {
    // The first search has an empty answer, so the track comes from another query.
    desk.faults("empty-page:path=/v1/search,times=1");
    assertEquals(0, desk.run("add-random-track --dry-run --seed 4"), desk::err);
    assertTrue(desk.err().contains("trying another query"), desk.err());
    assertTrue(desk.count("GET", "/v1/search?") >= 2);
  }

  @Test
  void tenEmptySearchesFail() {
    desk.faults("empty-page:path=/v1/search");
    assertEquals(69, desk.run("add-random-track --dry-run --seed 4"));
    assertTrue(desk.error().contains("no track found: 10 random queries"), desk.error());
    assertTrue(desk.count("GET", "/v1/search?") >= 10);
  }

  @Test
  void failedPostThatAddedTheTrackIsNotRepeated() throws Exception {
    desk.faults("500-applied:times=1," + POSTS).writeToken();
    assertEquals(0, desk.run(ADD), desk::err);
    assertEquals(1, desk.count("POST", ITEMS));
    assertEquals(List.of(track()), desk.playlistUris());
    assertTrue(desk.result().get("changed").getAsBoolean());
  }

  @Test
  void long503IsFollowedByAReadOfThePlaylist() throws Exception {
    desk.faults("503:retry-after=600,times=1," + POSTS).writeToken();
    assertEquals(0, desk.run(ADD), desk::err);
    assertEquals(2, desk.count("POST", ITEMS));
    assertEquals(List.of(track()), desk.playlistUris());
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "502", "503"})
  void failedPostThatAddedNothingIsRepeated(String fault) throws Exception {
    desk.faults(fault + ":times=1," + POSTS).writeToken();
    assertEquals(0, desk.run(ADD), desk::err);
    assertEquals(2, desk.count("POST", ITEMS));
    assertEquals(List.of(track()), desk.playlistUris());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "closed"})
  void lostResponseIsFollowedByAReadOfThePlaylist(String fault) throws Exception {
    desk.faults(fault + ":times=1," + POSTS).writeToken();
    assertEquals(0, desk.run(ADD), desk::err);
    assertEquals(1, desk.count("POST", ITEMS));
    assertEquals(List.of(track()), desk.playlistUris());
  }

  @Test
  void permanent5xxFailsAfterThreeTries() throws Exception {
    desk.faults("500:" + POSTS).writeToken();
    assertEquals(69, desk.run(ADD));
    assertEquals(3, desk.count("POST", ITEMS));
  }

  @Test
  void postIsRepeatedAfterA429() throws Exception {
    desk.faults("429:times=1,retry-after=0," + POSTS).writeToken();
    assertEquals(0, desk.run(ADD), desk::err);
    assertEquals(1, desk.playlistUris().size());
  }

  @Test
  void expiredAccessTokenIsRenewedOnce() throws Exception {
    desk.faults("401:times=1," + POSTS).writeToken();
    assertEquals(0, desk.run(ADD), desk::err);
    assertEquals(1, desk.playlistUris().size());
  }

  @Test
  void rotatedTokenReplacesTheOldOne() throws Exception {
    desk.simulate(options -> options.withRefreshTokens(RefreshTokenPolicy.ROTATE)).writeToken();
    var before = desk.storedToken();
    assertEquals(0, desk.run(ADD), desk::err);
    var after = desk.storedToken();
    assertNotEquals(before.get("refresh_token"), after.get("refresh_token"));
    assertEquals(before.get("authorized_at"), after.get("authorized_at"));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.tokenFile)));
    assertEquals(0, desk.run(ADD), desk::err);
  }

  @Test
  void rotatedTokenIsStoredEvenIfTheRunFails() throws Exception {
    desk.simulate(
            options ->
                options
                    .withRefreshTokens(RefreshTokenPolicy.ROTATE)
                    .withFaults(List.of(Fault.parse("403:path=/v1/search,times=1"))))
        .writeToken();
    var before = desk.storedToken();
    assertEquals(77, desk.run(ADD));
    assertNotEquals(before, desk.storedToken());
    assertEquals(0, desk.run(ADD), desk::err);
  }

  @Test
  void readOnlyTokenFolderFailsBeforeAnyRequest() throws Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    desk.setVariable("SPOTIFY_TOKEN_FILE", closed.resolve("missing/token").toString());
    assertEquals(78, desk.run(ADD));
    assertTrue(desk.error().contains("is not a folder that this user may write to"), desk.error());
    assertEquals(0, desk.served.size());
  }

  @Test
  void refusedRefreshTokenNamesAuthorize() throws Exception {
    desk.writeToken();
    desk.advance(Duration.ofDays(181));
    assertEquals(77, desk.run(ADD));
    assertTrue(desk.error().contains("Refresh token expired"), desk.error());
    assertTrue(desk.error().contains("pipeline authorize"), desk.error());
    assertEquals(1, desk.count("POST", "/api/token"));
  }

  @Test
  void missingTokenNamesAuthorize() {
    assertEquals(77, desk.run(ADD));
    assertTrue(desk.error().contains("pipeline authorize"), desk.error());
    assertEquals(0, desk.served.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {165, 167, 179})
  void expiringConsentWarnsForTwoWeeks(int days) throws Exception {
    desk.writeToken();
    desk.advance(Duration.ofDays(days));
    assertEquals(0, desk.run(ADD), desk::err);
    boolean warned = desk.result().has("warnings");
    assertEquals(days > 166, warned, desk.out());
    assertEquals(days > 166, desk.err().contains("the user's consent ends at"), desk.err());
  }

  @Test
  void tokenOfTheEnvironmentIsUsedOnlyWithoutAFile() throws Exception {
    desk.setVariable("SPOTIFY_REFRESH_TOKEN", desk.simulator().refreshToken());
    assertEquals(0, desk.run(ADD), desk::err);
    assertFalse(desk.storedToken().has("authorized_at"));
    desk.setVariable("SPOTIFY_REFRESH_TOKEN", "of-no-use");
    assertEquals(0, desk.run(ADD), desk::err);
  }

  @Test
  void tokenFileOfAnotherSpotifyIsUnchanged() throws Exception {
    String real = "{\"refresh_token\":\"x\",\"simulated\":false}";
    Files.writeString(desk.tokenFile, real);
    assertEquals(78, desk.run(ADD));
    assertTrue(desk.error().contains("SPOTIFY_TOKEN_FILE"), desk.error());
    assertEquals(real, Files.readString(desk.tokenFile));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "canary", "{\"refresh_token\":7,\"simulated\":true}", "[]"})
  void damagedTokenFileIsNotQuoted(String text) throws Exception {
    Files.writeString(desk.tokenFile, text);
    assertEquals(78, desk.run(ADD + " --log-level debug"));
    assertTrue(desk.error().contains("run pipeline authorize"), desk.error());
    assertFalse((desk.out() + desk.err()).contains("canary"), desk.err());
  }

  @Test
  void dryRunNeedsNoUserAndNoPlaylist() throws Exception {
    assertEquals(0, desk.run("add-random-track --dry-run --seed 4"), desk::err);
    assertTrue(track().matches("spotify:track:[0-9A-Za-z]{22}"), track());
    assertFalse(desk.result().get("changed").getAsBoolean());
    assertFalse(Files.exists(desk.tokenFile));
    assertEquals(0, desk.count("GET", "/v1/playlists"));
  }

  @Test
  void dryRunNeedsTheClientSecret() throws Exception {
    desk.setVariable("SPOTIFY_CLIENT_SECRET", "").writeToken();
    assertEquals(78, desk.run("add-random-track --dry-run"));
    assertEquals(0, desk.run(ADD), desk::err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"add-random-track", "add-random-track --playlist none"})
  void missingPlaylistIsAUsageError(String line) {
    assertEquals(64, desk.run(line));
    assertTrue(desk.error().contains("--playlist"), desk.error());
    assertEquals(0, desk.served.size());
  }

  @Test
  void unknownPlaylistIsAUsageError() throws Exception {
    desk.faults("404:path=/v1/playlists").writeToken();
    assertEquals(78, desk.run(ADD));
    assertTrue(desk.error().contains("playlist not found"), desk.error());
  }

  @Test
  void playlistOfAnotherUserIsRefusedWithARemedy() throws Exception {
    desk.faults("403:path=/v1/playlists").writeToken();
    assertEquals(77, desk.run(ADD));
    assertTrue(desk.error().contains("must own the playlist"), desk.error());
  }

  @Test
  void rateLimitBlockAppliesToTheNextRun() throws Exception {
    desk.faults("quota-exceeded:path=/v1/search").writeToken();
    assertEquals(75, desk.run(ADD));
    desk.simulate(options -> options);
    desk.served.clear();
    assertEquals(75, desk.run(ADD));
    assertEquals(0, desk.served.size());
  }

  @Test
  void addRandomTrackPrintsNoSecret() throws Exception {
    desk.simulate(options -> options.withRefreshTokens(RefreshTokenPolicy.ROTATE)).writeToken();
    String token = desk.storedToken().get("refresh_token").getAsString();
    for (String line : List.of(ADD, ADD, "add-random-track --dry-run")) {
      desk.run(line + " --log-level trace");
      String all = desk.out() + desk.err();
      assertFalse(all.contains(PlaylistHarness.CANARY), all);
      assertFalse(all.contains(token), all);
      assertFalse(all.contains("AQsim") || all.contains("BQsim"), all);
    }
  }

  @Test
  void simulatedRunNeedsNoTokenAndLeavesNone() {
    assertEquals(0, desk.run(ADD + " --simulate"), desk::err);
    assertTrue(desk.result().get("changed").getAsBoolean());
    assertFalse(Files.exists(desk.tokenFile));
    assertEquals(0, desk.served.size());
  }
}
