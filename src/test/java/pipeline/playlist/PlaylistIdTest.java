package pipeline.playlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistIdTest {
  private static final String ID = "37i9dQZF1DXcBWIGoYBM5M";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID,
        " " + ID + " ",
        "spotify:playlist:" + ID,
        "spotify:user:somebody:playlist:" + ID,
        "https://open.spotify.com/playlist/" + ID,
        "https://open.spotify.com/playlist/" + ID + "?si=1f2e",
        "https://open.spotify.com/playlist/" + ID + "/",
        "https://open.spotify.com/intl-de/playlist/" + ID,
        "https://open.spotify.com/intl-pt-br/playlist/" + ID,
        "https://open.spotify.com/user/somebody/playlist/" + ID
      })
  void idUriAndLinkAreAccepted(String text) {
    assertEquals(ID, PlaylistId.parse(text).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "none",
        "37i9dQZF1DXcBWIGoYBM5",
        "37i9dQZF1DXcBWIGoYBM5M/../me",
        "spotify:album:" + ID,
        "https://open.spotify.com/album/" + ID,
        "https://open.spotify.com.example/playlist/" + ID
      })
  void otherTextIsRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> PlaylistId.parse(text));
  }
}
