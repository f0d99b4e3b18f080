package pipeline.playlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

class IdempotentPlaylistAddTest {
  private static final PlaylistId ID = new PlaylistId("37i9dQZF1DXcBWIGoYBM5M");

  private final FakePlaylist playlist = new FakePlaylist();
  private final IdempotentPlaylistAdd once = new IdempotentPlaylistAdd(playlist, ID);

  @Test
  void missingTrackIsAdded() {
    assertTrue(once.add("uri"));
    assertEquals(List.of("read", "add uri"), playlist.calls);
  }

  @Test
  void existingTrackIsNotAddedAgain() {
    playlist.uris.add("uri");
    assertFalse(once.add("uri"));
    assertEquals(List.of("read"), playlist.calls);
  }

  @ParameterizedTest
  @EnumSource(
      value = SpotifyErrorKind.class,
      names = {"UNREACHABLE", "INCOMPLETE"})
  void playlistIsReadBeforeARetry(SpotifyErrorKind kind) {
    playlist.failing(kind, false, 1);
    assertTrue(once.add("uri"));
    assertEquals(List.of("read", "add uri", "pause PT1S", "read", "add uri"), playlist.calls);
  }

  @Test
  void trackAddedDespiteAnErrorIsNotAddedAgain() {
    playlist.failing(SpotifyErrorKind.UNREACHABLE, true, 1);
    assertTrue(once.add("uri"));
    assertEquals(List.of("read", "add uri", "pause PT1S", "read"), playlist.calls);
  }

  @Test
  void playlistIsReadAfterTheThirdAttempt() {
    playlist.failing(SpotifyErrorKind.UNREACHABLE, false, 3);
    assertThrows(SpotifyException.class, () -> once.add("uri"));
    assertEquals("read", playlist.calls.get(playlist.calls.size() - 1));
    assertEquals(3, playlist.calls.stream().filter("add uri"::equals).count());
  }

  @ParameterizedTest
  @EnumSource(
      value = SpotifyErrorKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNREACHABLE", "INCOMPLETE"})
  void unambiguousFailureIsNotRetried(SpotifyErrorKind kind) {
    playlist.failing(kind, false, 1);
    assertEquals(kind, assertThrows(SpotifyException.class, () -> once.add("uri")).kind());
    assertEquals(List.of("read", "add uri"), playlist.calls);
  }
}
