package pipeline.spotify.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointFamilyTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.spotify.com/v1, /search?q=a&type=album, SEARCH",
    "https://api.spotify.com/v1, /albums?ids=a, ALBUMS",
    "https://api.spotify.com/v1, /albums/4aawyAB9vmqN3uQ7FjRGTy/tracks?offset=50, ALBUMS",
    "https://api.spotify.com/v1, /artists/4aawyAB9vmqN3uQ7FjRGTy/albums, ARTISTS",
    "https://api.spotify.com/v1, /browse/new-releases, BROWSE",
    "https://api.spotify.com/v1, /me, ME",
    "https://api.spotify.com/v1, /shows/x, OTHER",
    "http://127.0.0.1:80, /playlists/x/items, PLAYLISTS",
  })
  void familyIsTheFirstPartOfThePath(String apiUrl, String path, EndpointFamily family) {
    assertEquals(family, EndpointFamily.of(URI.create(apiUrl), URI.create(apiUrl + path)));
  }
}
