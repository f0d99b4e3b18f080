package pipeline.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtistReferenceTest {
  private static final String ID = "4tZwfgrHOc3mvqYlEYSvVi";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID,
        " " + ID + " ",
        "spotify:artist:" + ID,
        "https://open.spotify.com/artist/" + ID,
        "http://open.spotify.com/artist/" + ID,
        "https://open.spotify.com/artist/" + ID + "?si=abc123",
        "https://open.spotify.com/artist/" + ID + "/discography#x",
        "https://open.spotify.com/artist/" + ID + "/",
        "https://open.spotify.com/intl-de/artist/" + ID,
        "https://open.spotify.com/intl-pt-br/artist/" + ID,
      })
  void idLinkAndUriAreReferencesById(String typed) {
    assertEquals(new ArtistReference(ID, true), ArtistReference.parse(typed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Daft Punk",
        "4tZwfgrHOc3mvqYlEYSvV",
        "4tZwfgrHOc3mvqYlEYSvViX",
        "spotify:album:" + ID,
        "https://open.spotify.com/album/" + ID,
        "https://evil.example/artist/" + ID,
        "AC/DC",
      })
  void otherTextIsAName(String typed) {
    assertEquals(new ArtistReference(typed, false), ArtistReference.parse(typed));
  }
}
