package pipeline.spotify.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pipeline.model.Album;
import pipeline.model.ReleaseDate;
import pipeline.model.Track;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.http.TransportFailures.TruncatedBodyException;
import pipeline.spotify.json.AlbumParser;
import pipeline.spotify.json.TrackParser;
import pipeline.spotify.paging.NextLink;
import pipeline.spotify.retry.RetryAfterParser;
import pipeline.testing.RandomInput;

/** Checks that any response is parsed or refused with the right error, and never causes a bug. */
class HostileAnswersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final URI ENDPOINT = URI.create("https://api.spotify.com/v1/browse/new-releases");
  private static final ApiRequest CALL = ApiRequest.get(ENDPOINT, "test");
  private static final String[] FIELDS = {
    "id",
    "name",
    "album_type",
    "total_tracks",
    "release_date",
    "release_date_precision",
    "external_urls",
    "spotify",
    "images",
    "url",
    "artists",
    "disc_number",
    "track_number",
    "duration_ms",
    "explicit",
    "is_local",
    "is_playable",
    "tracks",
    "items",
    "next",
    "total"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1",
    "1.0",
    "1.5",
    "2147483647",
    "2147483648",
    "-99999999999999999999",
    "1e999999999",
    "1E-999999999",
    "0.000000000000000000000000000001"
  };

  @Test
  void anyObjectIsParsedOrSkipped() {
    RandomInput.check(3000, input -> checkAlbumAndTrack(object(input, 3)));
  }

  private static void checkAlbumAndTrack(String json) throws IOException {
    JsonObject object =
        JsonValidatingTransport.parseObject(sent(json.getBytes(StandardCharsets.UTF_8)));
    Album album = AlbumParser.parse(object);
    if (album != null) {
      assertTrue(album.id().matches("[0-9A-Za-z]{1,64}"), album::id);
      isJson(album.extras());
      new ReleaseDate(
              Optional.ofNullable(album.releaseDate()).orElse(""),
              Optional.ofNullable(album.releaseDatePrecision()).orElse("day"))
          .day();
    }
    Track track = TrackParser.parse(object, 7);
    assertEquals(7, track.position());
    isJson(track.extras());
  }

  private static void isJson(@Nullable String extras) {
    if (extras != null) {
      assertTrue(JsonParser.parseString(extras).isJsonObject(), extras);
    }
  }

  @Test
  void damagedBytesAreAnObjectOrAnInvalidBody() {
    RandomInput.check(
        3000,
        input -> {
          byte[] bytes = object(input, 3).getBytes(StandardCharsets.UTF_8);
          int at = input.number(0, bytes.length - 1);
          if (input.chance(1.0 / 3)) {
            bytes = Arrays.copyOf(bytes, at);
          } else {
            bytes[at] = (byte) input.number(Byte.MIN_VALUE, Byte.MAX_VALUE);
          }
          checkObjectOrInvalidBody(bytes);
        });
  }

  @Test
  void anyBytesAreAnObjectOrAnInvalidBody() {
    RandomInput.check(2000, input -> checkObjectOrInvalidBody(input.bytes()));
  }

  @Test
  void controlCharacterInAStringIsAnInvalidBody() {
    for (char odd = 0; odd < ' '; odd++) {
      String json = "{\"name\":\"a" + odd + "b\"}";
      checkObjectOrInvalidBody(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void deeplyNestedJsonIsAnInvalidBody() {
    for (String[] pair : List.of(new String[] {"[", "]"}, new String[] {"{\"a\":", "}"})) {
      String deep = "{\"a\":" + pair[0].repeat(1_000_000) + "1" + pair[1].repeat(1_000_000) + "}";
      byte[] bytes = deep.getBytes(StandardCharsets.UTF_8);
      assertThrows(TruncatedBodyException.class, () -> sent(bytes));
    }
  }

  @Test
  void nameOfAMillionCharactersIsReadUnchanged() throws IOException {
    String name = "\u0000夜🎧\ud800\"\\".repeat(1_000_000 / 7);
    JsonObject json = new JsonObject();
    json.addProperty("id", "a");
    json.addProperty("name", name);
    Album album =
        AlbumParser.parse(
            JsonValidatingTransport.parseObject(
                sent(json.toString().getBytes(StandardCharsets.UTF_8))));
    assertEquals(
        name.replace('\ud800', '?'), Optional.ofNullable(album).map(Album::name).orElseThrow());
  }

  private static void checkObjectOrInvalidBody(byte[] bytes) {
    ApiResponse reply;
    try {
      reply = sent(bytes);
    } catch (TruncatedBodyException refused) {
      return;
    } catch (IOException another) {
      throw new AssertionError(another);
    }
    JsonValidatingTransport.parseObject(reply);
  }

  private static ApiResponse sent(byte[] body) throws IOException {
    return new JsonValidatingTransport(call -> new ApiResponse(200, Map.of(), body)).send(CALL);
  }

  @Test
  void anyRetryAfterIsMissingOrWithinAWeek() {
    RandomInput.check(RandomInput.CASES, input -> checkRetryAfter(header(input)));
  }

  private static void checkRetryAfter(String header) {
    Optional<Duration> wait =
        RetryAfterParser.from(
            new ApiResponse(429, Map.of("Retry-After", header), new byte[0]), NOW);
    wait.ifPresent(
        time -> {
          assertTrue(time.compareTo(RetryAfterParser.MIN_WAIT) >= 0, time::toString);
          assertTrue(time.compareTo(RetryAfterParser.MAX_WAIT) <= 0, time::toString);
        });
  }

  @Test
  void anyNextLinkIsAnOffsetOrRefused() {
    RandomInput.check(RandomInput.CASES, input -> checkOffsetOrRefused(link(input)));
  }

  private static void checkOffsetOrRefused(String link) {
    try {
      assertTrue(new NextLink(link, ENDPOINT).offset() >= 0);
    } catch (SpotifyException refused) {
      assertEquals(SpotifyException.SpotifyErrorKind.PROTOCOL, refused.kind(), link);
    }
  }

  @Test
  void anyTextIsEncodedInAQuery() {
    RandomInput.check(
        RandomInput.CASES,
        input -> {
          URI url = UrlBuilder.withParameters(ENDPOINT, Map.of(input.text(), input.text()));
          assertEquals(ENDPOINT.getHost(), url.getHost());
          assertEquals(ENDPOINT.getPath(), url.getPath());
        });
  }

  private static String object(RandomInput input, int depth) {
    return "{"
        + String.join(
            ",",
            input.list(
                0,
                8,
                () ->
                    quoted(input.chance(0.9) ? input.pick(FIELDS) : input.text(20))
                        + ":"
                        + value(input, depth)))
        + "}";
  }

  private static String value(RandomInput input, int depth) {
    return switch (input.number(0, depth > 0 ? 4 : 2)) {
      case 0 -> quoted(input.text(20));
      case 1 -> input.pick(NUMBERS);
      case 2 -> input.pick("true", "false", "null", "\"2024-01-31\"", "\"day\"", "\"abc\"");
      case 3 -> object(input, depth - 1);
      default -> "[" + String.join(",", input.list(0, 4, () -> value(input, depth - 1))) + "]";
    };
  }

  private static String quoted(String text) {
    return new JsonPrimitive(text).toString();
  }

  private static String header(RandomInput input) {
    return input.oneOf(
        () -> input.text(40),
        () -> input.text("0123456789+-. ", 40),
        () -> input.text("SatMonTueDecFeb 0123456789:,GMT+-", 40),
        () ->
            input.pick(
                "Sat, 31 Dec 999999999 23:59:59 GMT",
                "Thu, 1 Jan 1 00:00:00 GMT",
                "Sat, 21 Nov 2026 00:00:00 +1800"));
  }

  private static String link(RandomInput input) {
    String end = input.text("offset=&?%0129/:@#[]\\ .ü", 40);
    return input.oneOf(
        () -> input.text(60),
        () -> end,
        () -> ENDPOINT + end,
        () -> ENDPOINT + "?offset=50" + end,
        () -> input.pick("mailto:x", "urn:a:b", "//", "https:///v1", "https://[::1", "file:///v1"));
  }
}
