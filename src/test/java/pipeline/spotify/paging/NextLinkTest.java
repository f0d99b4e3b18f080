package pipeline.spotify.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.SpotifyException;

class NextLinkTest {
  private static final URI ENDPOINT = URI.create("https://api.spotify.com/v1/browse/new-releases");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.spotify.com/v1/browse/new-releases?offset=50&limit=50",
        "https://api.spotify.com/v1/browse/new-releases?limit=50&offset=50&locale=en",
        "https://api.spotify.com/v1/browse/new-releases?offset=50&limit=50&locale=*",
        "https://api.spotify.com/v1/browse/new-releases?offset=50&limit=50&locale=en-US,en;q%3D0.5",
        "https://api.spotify.com:443/v1/browse/new-releases?offset=50",
        "HTTPS://API.Spotify.COM/v1/browse/new-releases?offset=50",
        "https://api.spotify.com/v1/browse/new%2Dreleases?offset=50",
        "https://api.spotify.com/v1/browse/new-releases?%6Fffset=%35%30",
        "https://api.spotify.com/v1/browse/new-releases?offset=50&offset=50",
        "https://api.spotify.com/v1/browse/new-releases?offset=050",
        "https://api.spotify.com/v1/browse/new-releases?offset=50#top",
        "https://api.spotify.com/v1/browse/new-releases?limit&offset=50",
        "//api.spotify.com/v1/browse/new-releases?offset=50",
        "/v1/browse/new-releases?offset=50",
        "?offset=50",
        "?limit=50&offset=50",
        "new-releases?offset=50",
      })
  void otherSpellingsOfTheSamePageAreRead(String link) {
    assertEquals(50, new NextLink(link, ENDPOINT).offset());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // another host
        "https://evil.example/v1/browse/new-releases?offset=50",
        "https://api.spotify.com.evil.example/v1/browse/new-releases?offset=50",
        "https://evil.example/https://api.spotify.com/v1/browse/new-releases?offset=50",
        "https://api.spotify.com./v1/browse/new-releases?offset=50",
        "https://spotify.com/v1/browse/new-releases?offset=50",
        "//evil.example/v1/browse/new-releases?offset=50",
        "https:///v1/browse/new-releases?offset=50",
        "https://127.0.0.1/v1/browse/new-releases?offset=50",
        "https://[::1]/v1/browse/new-releases?offset=50",
        // another scheme
        "http://api.spotify.com/v1/browse/new-releases?offset=50",
        "http://api.spotify.com:443/v1/browse/new-releases?offset=50",
        "ftp://api.spotify.com/v1/browse/new-releases?offset=50",
        "file:///v1/browse/new-releases?offset=50",
        "javascript:alert(1)?offset=50",
        "data:application/json,{}",
        "mailto:someone@spotify.com?offset=50",
        // another port
        "https://api.spotify.com:8443/v1/browse/new-releases?offset=50",
        "https://api.spotify.com:80/v1/browse/new-releases?offset=50",
        "https://api.spotify.com:x/v1/browse/new-releases?offset=50",
        // user info
        "https://someone@api.spotify.com/v1/browse/new-releases?offset=50",
        "https://a:b@api.spotify.com/v1/browse/new-releases?offset=50",
        "https://@api.spotify.com/v1/browse/new-releases?offset=50",
        "https://api.spotify.com@evil.example/v1/browse/new-releases?offset=50",
        "https://api.spotify.com%40evil.example/v1/browse/new-releases?offset=50",
        "https://evil.example#@api.spotify.com/v1/browse/new-releases?offset=50",
        "https://evil.example\\@api.spotify.com/v1/browse/new-releases?offset=50",
        // another endpoint
        "https://api.spotify.com/v1/me?offset=50",
        "https://api.spotify.com/v2/browse/new-releases?offset=50",
        "https://api.spotify.com/v1/browse/new-releases/../../me?offset=50",
        "https://api.spotify.com/v1/browse/%2e%2e/new-releases?offset=50",
        "https://api.spotify.com/v1/browse/new-releases/?offset=50",
        "https://api.spotify.com?offset=50",
        "v1/browse/new-releases?offset=50",
        "browse?offset=50",
        // no offset, or several
        "https://api.spotify.com/v1/browse/new-releases",
        "https://api.spotify.com/v1/browse/new-releases?limit=50",
        "https://api.spotify.com/v1/browse/new-releases?offset=",
        "https://api.spotify.com/v1/browse/new-releases?offset=-50",
        "https://api.spotify.com/v1/browse/new-releases?offset=fifty",
        "https://api.spotify.com/v1/browse/new-releases?offset=50&offset=100",
        "https://api.spotify.com/v1/browse/new-releases?offset=5e1",
        "https://api.spotify.com/v1/browse/new-releases?offset=٥٠",
        "https://api.spotify.com/v1/browse/new-releases?offset=99999999999999999999",
        "https://api.spotify.com/v1/browse/new-releases?OFFSET=50",
        "https://api.spotify.com/v1/browse/new-releases?offset=%zz",
        "#offset=50",
        // not a URL
        "",
        " ",
        "null",
        "42",
        "{}",
        "https://api.spotify.com/v1/browse/new releases?offset=50",
        " https://api.spotify.com/v1/browse/new-releases?offset=50",
        "https://api.spotify.com/v1/browse/new-releases?offset=50\nX-Injected: 1",
        "https://",
        "://",
        "\\\\evil.example\\v1?offset=50",
      })
  void linkToAnotherPlaceIsRejected(String link) {
    SpotifyException failure =
        assertThrows(SpotifyException.class, () -> new NextLink(link, ENDPOINT).offset());

    assertEquals(SpotifyException.SpotifyErrorKind.PROTOCOL, failure.kind());
  }

  @Test
  void overlongLinkIsRejected() {
    String link = ENDPOINT + "?offset=50&x=" + "x".repeat(10_000);

    assertThrows(SpotifyException.class, () -> new NextLink(link, ENDPOINT).offset());
  }
}
