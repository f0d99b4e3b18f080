package pipeline.spotify.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;

/** Fifty rows were asked for at offset 100. */
class PageParserTest {
  private static final int ASKED = 100;
  private static final URI ENDPOINT = URI.create("https://api.spotify.com/v1/x");

  private static ResponsePage<String> slice(String json) {
    return PageParser.parse(
        JsonParser.parseString(json),
        ASKED,
        50,
        ENDPOINT,
        (row, position) -> row.get("id").getAsString() + position);
  }

  /** So many rows of a page that says how many it may have, and names as its next an offset. */
  private static ResponsePage<String> slice(int rows, int limit, int next) {
    String items = String.join(",", Collections.nCopies(rows, "{\"id\":\"a\"}"));
    return slice(
        "{\"items\":[%s],\"limit\":%d,\"next\":\"%s?offset=%d\"}"
            .formatted(items, limit, ENDPOINT, next));
  }

  @ParameterizedTest
  @CsvSource({"50, 50, 150", "20, 20, 120", "17, 20, 120", "17, 20, 117", "50, 100, 150"})
  void nextFollowsByRequestedReceivedOrStatedSize(int rows, int limit, int next) {
    assertEquals(next, slice(rows, limit, next).next());
  }

  @ParameterizedTest
  @CsvSource({"50, 50, 151", "50, 60, 160", "17, 20, 121", "50, 50, 100", "50, 50, 50"})
  void anyOtherNextIsRejected(int rows, int limit, int next) {
    SpotifyException odd = assertThrows(SpotifyException.class, () -> slice(rows, limit, next));
    assertEquals(SpotifyErrorKind.PROTOCOL, odd.kind());
  }

  @Test
  void itemsHavePositionsAndNonObjectsAreNull() {
    ResponsePage<String> slice =
        slice("{\"items\":[{\"id\":\"a\"},null,7,{\"id\":\"b\"}],\"total\":9}");

    assertEquals("[a100, null, null, b103]", Objects.requireNonNull(slice.items()).toString());
    assertEquals(9, slice.total());
    assertEquals(2, slice.nullItems());
    assertEquals(null, slice.next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "{}", "{\"items\":7}", "{\"items\":[],\"offset\":50}"})
  void missingOrOtherPageIsInvalid(String json) {
    assertFalse(slice(json).isValid());
  }

  @Test
  void foreignNextOfAnInvalidPageIsRejected() {
    assertEquals(null, slice("{\"next\":\"" + ENDPOINT + "?offset=7\"}").next());
    assertEquals(List.of(), List.copyOf(Objects.requireNonNull(slice("{\"items\":[]}").items())));
    assertThrows(
        SpotifyException.class, () -> slice("{\"next\":\"https://evil.example/v1/x?offset=150\"}"));
    assertThrows(SpotifyException.class, () -> slice("{\"items\":[],\"next\":{}}"));
  }
}
