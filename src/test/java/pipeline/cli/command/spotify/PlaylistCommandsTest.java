package pipeline.cli.command.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.testing.cli.CommandRun;
import pipeline.testing.cli.FakePlaylistService;

class PlaylistCommandsTest {
  private static final String ID = "37i9dQZF1DXcBWIGoYBM5M";

  private final FakePlaylistService playlists = new FakePlaylistService();

  private CommandRun run(String line) {
    return CommandRun.run(playlists, line.split(" ", -1));
  }

  @Test
  void resultHasTrackPlaylistAndSeed() {
    CommandRun run = run("add-random-track --seed 7 --playlist spotify:playlist:" + ID);
    assertEquals(List.of("add 7 " + ID), playlists.calls);
    assertEquals(0, run.exitCode());
    assertEquals(7, run.result().get("seed").getAsLong());
    assertEquals(ID, run.result().get("playlist").getAsString());
    assertEquals(
        "spotify:track:" + FakePlaylistService.TRACK, run.result().get("track").getAsString());
    assertEquals(3, run.result().get("requests").getAsLong());
    assertFalse(run.result().has("date"));
  }

  @Test
  void warningIsInTheResultAndTheLog() {
    playlists.warnings = List.of("soon");
    CommandRun run = run("add-random-track --playlist " + ID);
    assertEquals("soon", run.result().getAsJsonArray("warnings").get(0).getAsString());
    assertTrue(run.err().contains("soon"), run.err());
  }

  @Test
  void dryRunOnlySelectsATrack() {
    run("add-random-track --dry-run --seed 7 --playlist " + ID);
    assertEquals(List.of("find 7"), playlists.calls);
  }

  @Test
  void authorizePrintsTheAddressAndAResultLine() {
    CommandRun run = run("authorize");
    assertEquals(List.of("authorize 8888 PT5M"), playlists.calls);
    assertTrue(run.err().contains("\nhttps://accounts.example/authorize?client_id=x\n"), run.err());
    assertEquals("2027-05-20", run.result().get("authorized_until").getAsString());
    assertTrue(run.result().get("changed").getAsBoolean());
  }

  @Test
  void invalidPortIsAUsageError() {
    assertEquals(64, run("authorize --port 70000").exitCode());
    assertEquals(List.of(), playlists.calls);
  }
}
