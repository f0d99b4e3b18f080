package pipeline.spotify;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import pipeline.model.Album;
import pipeline.model.ReleaseDate;
import pipeline.model.Track;

/** Whatever a server sends: it is understood, or refused as what it is, and never a bug of ours. */
class HostileAnswersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final URI ENDPOINT = URI.create("https://api.spotify.com/v1/browse/new-releases");
  private static final HttpCall CALL = HttpCall.get(ENDPOINT, "test");
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

  @Property(tries = 3000)
  void anyObjectIsAnAlbumAndATrackOrNone(@ForAll("objects") String json) throws IOException {
    JsonObject object = WholeHttp.object(sent(json.getBytes(StandardCharsets.UTF_8)));
    Album album = WireAlbum.of(object);
    if (album != null) {
      assertTrue(album.id().matches("[0-9A-Za-z]{1,64}"), album::id);
      isJson(album.extras());
      new ReleaseDate(
              Optional.ofNullable(album.releaseDate()).orElse(""),
              Optional.ofNullable(album.releaseDatePrecision()).orElse("day"))
          .day();
    }
    Track track = WireTrack.of(object, 7);
    assertEquals(7, track.position());
    isJson(track.extras());
  }

  private static void isJson(@Nullable String extras) {
    if (extras != null) {
      assertTrue(JsonParser.parseString(extras).isJsonObject(), extras);
    }
  }

  @Property(tries = 3000)
  void spoiltBytesAreAWholeObjectOrACutBody(
      @ForAll("objects") String json,
      @ForAll @IntRange(max = 10_000) int place,
      @ForAll byte another,
      @ForAll @IntRange(max = 2) int how) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    int at = place % bytes.length;
    byte[] spoilt = how == 0 ? Arrays.copyOf(bytes, at) : bytes.clone();
    if (how > 0) {
      spoilt[at] = another;
    }
    isAWholeObjectOrACutBody(spoilt);
  }

  @Property(tries = 2000)
  void anyBytesAreAWholeObjectOrACutBody(@ForAll byte[] bytes) {
    isAWholeObjectOrACutBody(bytes);
  }

  @Example
  void aControlCharacterInAStringIsACutBody() {
    for (char odd = 0; odd < ' '; odd++) {
      String json = "{\"name\":\"a" + odd + "b\"}";
      isAWholeObjectOrACutBody(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Example
  void whatIsDeeperThanAnyAnswerIsACutBody() {
    for (String[] pair : List.of(new String[] {"[", "]"}, new String[] {"{\"a\":", "}"})) {
      String deep = "{\"a\":" + pair[0].repeat(1_000_000) + "1" + pair[1].repeat(1_000_000) + "}";
      byte[] bytes = deep.getBytes(StandardCharsets.UTF_8);
      assertThrows(CutBodyException.class, () -> sent(bytes));
    }
  }

  @Example
  void aNameOfAMillionCharactersStaysWhole() throws IOException {
    String name = "\u0000夜🎧\ud800\"\\".repeat(1_000_000 / 7);
    JsonObject json = new JsonObject();
    json.addProperty("id", "a");
    json.addProperty("name", name);
    Album album =
        WireAlbum.of(WholeHttp.object(sent(json.toString().getBytes(StandardCharsets.UTF_8))));
    assertEquals(
        name.replace('\ud800', '?'), Optional.ofNullable(album).map(Album::name).orElseThrow());
  }

  private static void isAWholeObjectOrACutBody(byte[] bytes) {
    HttpReply reply;
    try {
      reply = sent(bytes);
    } catch (CutBodyException refused) {
      return;
    } catch (IOException another) {
      throw new AssertionError(another);
    }
    WholeHttp.object(reply);
  }

  private static HttpReply sent(byte[] body) throws IOException {
    return new WholeHttp(call -> new HttpReply(200, Map.of(), body)).send(CALL);
  }

  @Property
  void anyRetryAfterIsMissingOrBetweenASecondAndAWeek(@ForAll("headers") String header) {
    Optional<Duration> wait =
        RetryAfter.of(new HttpReply(429, Map.of("Retry-After", header), new byte[0]), NOW);
    wait.ifPresent(
        time -> {
          assertTrue(time.compareTo(RetryAfter.SHORTEST) >= 0, time::toString);
          assertTrue(time.compareTo(RetryAfter.LONGEST) <= 0, time::toString);
        });
  }

  @Property
  void anyNextIsAnOffsetOrRefused(@ForAll("links") String link) {
    try {
      assertTrue(NextLink.offset(link, ENDPOINT) >= 0);
    } catch (SpotifyException refused) {
      assertEquals(SpotifyException.Kind.PROTOCOL, refused.kind(), link);
    }
  }

  @Property
  void anyTextStandsInAQuery(@ForAll String name, @ForAll String value) {
    URI url = Urls.with(ENDPOINT, Map.of(name, value));
    assertEquals(ENDPOINT.getHost(), url.getHost());
    assertEquals(ENDPOINT.getPath(), url.getPath());
  }

  @Provide
  Arbitrary<String> objects() {
    return object(3);
  }

  private static Arbitrary<String> object(int depth) {
    Arbitrary<String> keys =
        Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.of(FIELDS)), Tuple.of(1, texts()))
            .map(HostileAnswersTest::quoted);
    return Combinators.combine(keys, value(depth))
        .as((key, value) -> key + ":" + value)
        .list()
        .ofMaxSize(8)
        .map(members -> "{" + String.join(",", members) + "}");
  }

  private static Arbitrary<String> value(int depth) {
    List<Arbitrary<String>> kinds = new ArrayList<>();
    kinds.add(texts().map(HostileAnswersTest::quoted));
    kinds.add(Arbitraries.of(NUMBERS));
    kinds.add(Arbitraries.of("true", "false", "null", "\"2024-01-31\"", "\"day\"", "\"abc\""));
    if (depth > 0) {
      kinds.add(object(depth - 1));
      kinds.add(value(depth - 1).list().ofMaxSize(4).map(all -> "[" + String.join(",", all) + "]"));
    }
    return Arbitraries.oneOf(kinds);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(20);
  }

  private static String quoted(String text) {
    return new JsonPrimitive(text).toString();
  }

  @Provide
  Arbitrary<String> headers() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(40),
        Arbitraries.strings().withChars("0123456789+-. ").ofMaxLength(40),
        Arbitraries.strings().withChars("SatMonTueDecFeb 0123456789:,GMT+-").ofMaxLength(40),
        Arbitraries.of(
            "Sat, 31 Dec 999999999 23:59:59 GMT",
            "Thu, 1 Jan 1 00:00:00 GMT",
            "Sat, 21 Nov 2026 00:00:00 +1800"));
  }

  @Provide
  Arbitrary<String> links() {
    Arbitrary<String> ends =
        Arbitraries.strings().withChars("offset=&?%0129/:@#[]\\ .ü").ofMaxLength(40);
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(60),
        ends,
        ends.map(end -> ENDPOINT + end),
        ends.map(end -> ENDPOINT + "?offset=50" + end),
        Arbitraries.of("mailto:x", "urn:a:b", "//", "https:///v1", "https://[::1", "file:///v1"));
  }
}
