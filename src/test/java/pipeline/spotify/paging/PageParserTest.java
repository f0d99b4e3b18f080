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

/** Parses pages of a request for 50 items at offset 100. */
class PageParserTest {
  private static final int OFFSET = 100;
  private static final URI ENDPOINT = URI.create("https://api.spotify.com/v1/x");

  private static ResponsePage<String> parse(String json) {
    return PageParser.parse(
        JsonParser.parseString(json),
        OFFSET,
        50,
        ENDPOINT,
        (row, position) -> row.get("id").getAsString() + position);
  }

  /** Parses a page with some rows, a stated limit and a next link with an offset. */
  private static ResponsePage<String> parse(int rows, int limit, int next) {
    String items = String.join(",", Collections.nCopies(rows, "{\"id\":\"a\"}"));
    return parse(
        "{\"items\":[%s],\"limit\":%d,\"next\":\"%s?offset=%d\"}"
            .formatted(items, limit, ENDPOINT, next));
  }

  @ParameterizedTest
  @CsvSource({"50, 50, 150", "20, 20, 120", "17, 20, 120", "17, 20, 117", "50, 100, 150"})
  void nextFollowsByRequestedReceivedOrStatedSize(int rows, int limit, int next) {
    assertEquals(next, parse(rows, limit, next).next());
  }

  @ParameterizedTest
  @CsvSource({"50, 50, 151", "50, 60, 160", "17, 20, 121", "50, 50, 100", "50, 50, 50"})
  void nextLinkOfAnotherFormIsRejected(int rows, int limit, int next) {
    SpotifyException failure = assertThrows(SpotifyException.class, () -> parse(rows, limit, next));
    assertEquals(SpotifyErrorKind.PROTOCOL, failure.kind());
  }

  @Test
  void itemsHavePositionsAndNonObjectsAreNull() {
    ResponsePage<String> parse =
        parse("{\"items\":[{\"id\":\"a\"},null,7,{\"id\":\"b\"}],\"total\":9}");

    assertEquals("[a100, null, null, b103]", Objects.requireNonNull(parse.items()).toString());
    assertEquals(9, parse.total());
    assertEquals(2, parse.nullItems());
    assertEquals(null, parse.next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "{}", "{\"items\":7}", "{\"items\":[],\"offset\":50}"})
  void missingOrOtherPageIsInvalid(String json) {
    assertFalse(parse(json).isValid());
  }

  @Test
  void foreignNextOfAnInvalidPageIsRejected() {
    assertEquals(null, parse("{\"next\":\"" + ENDPOINT + "?offset=7\"}").next());
    assertEquals(List.of(), List.copyOf(Objects.requireNonNull(parse("{\"items\":[]}").items())));
    assertThrows(
        SpotifyException.class, () -> parse("{\"next\":\"https://evil.example/v1/x?offset=150\"}"));
    assertThrows(SpotifyException.class, () -> parse("{\"items\":[],\"next\":{}}"));
  }
}
