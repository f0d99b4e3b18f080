package pipeline.spotify.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.model.Album;
import pipeline.model.Artist;
import pipeline.model.Track;

class AlbumAndTrackParserTest {
  private static Album album(String json) {
    return AlbumParser.parse(JsonParser.parseString(json).getAsJsonObject());
  }

  private static Track track(String json) {
    return TrackParser.parse(JsonParser.parseString(json).getAsJsonObject(), 7);
  }

  @Test
  void fullAlbumHasNoExtras() {
    Album album =
        album(
            """
            {"album_type":"single","total_tracks":3,"available_markets":["DE"],"id":"abc123",
             "external_urls":{"spotify":"https://open.spotify.com/album/abc123"},
             "href":"https://api.spotify.com/v1/albums/abc123","name":"Ärger","type":"album",
             "images":[{"url":"https://i/640","height":640,"width":640},
                       {"url":"https://i/300","height":300,"width":300}],
             "release_date":"2026-11-20","release_date_precision":"day","uri":"spotify:album:x",
             "restrictions":{"reason":"market"},"is_playable":true,"album_group":"single",
             "artists":[{"external_urls":{"spotify":"https://a"},"href":"h","id":"art","name":"A",
                         "type":"artist","uri":"u","popularity":3,"genres":[],"images":[],
                         "followers":{"total":1}}],
             "tracks":{"items":[]},"copyrights":[],"external_ids":{"upc":"1"},"genres":[],
             "label":"L","popularity":5}
            """);

    assertEquals(
        new Album(
            "abc123",
            "Ärger",
            "single",
            3,
            "2026-11-20",
            "day",
            "https://open.spotify.com/album/abc123",
            List.of(new Artist("art", "A", "https://a")),
            "L",
            null,
            Map.of("image_url", "https://i/640")),
        album);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "null",
      textBlock =
          """
          {}                                                           | null | null | null | null
          {'external_ids':{'upc':'012'},'label':'L'}                   | 012  | L    | null | null
          {'external_ids':{'ean':'1','isrc':'2'},'label':null}         | null | null | null | null
          {'external_ids':{'upc':12},'label':['L'],'copyrights':{}}    | null | null | null | null
          {'external_ids':['1'],'label':{'name':'L'},'copyrights':'C'} | null | null | null | null
          {'copyrights':[{'type':'C','text':'a'},{'type':'P','text':'b'},{'type':'C','text':'c'}]} \
                                                                       | null | null | a; c | b
          {'copyrights':[null,'C',{'type':'C'},{'type':['P'],'text':'a'},{'text':'b'}]} \
                                                                       | null | null | null | null
          {'copyrights':[{'type':'C','text':' '},{'type':'P','text':1},{'type':'R','text':'c'}]} \
                                                                       | null | null | null | null
          """)
  void detailOfAnotherTypeIsNull(
      String json, String upc, String label, String copyrightC, String copyrightP) {
    Map<String, Object> columns =
        AlbumParser.parseTrackColumns(
            JsonParser.parseString(json.replace('\'', '"')).getAsJsonObject());
    assertEquals(
        Arrays.asList(upc, label, copyrightC, copyrightP),
        Stream.of("upc", "label", "copyright_c", "copyright_p").map(columns::get).toList());
  }

  @Test
  void trackHasNoExtras() {
    Track track =
        track(
            """
            {"artists":[{"id":"art"}],"available_markets":[],"disc_number":2,"duration_ms":1234,
             "explicit":true,"external_urls":{"spotify":"https://t"},"href":"h","id":"trk",
             "is_playable":false,"linked_from":{"id":"x"},"restrictions":{"reason":"market"},
             "name":"","preview_url":null,"track_number":9,"type":"track","uri":"u",
             "is_local":false,"popularity":1,"external_ids":{"isrc":"X"},"album":{}}
            """);

    assertEquals(
        new Track(
            7,
            2,
            9,
            "trk",
            "",
            1234,
            "https://t",
            List.of(new Artist("art", null, null)),
            null,
            Map.of("explicit", true, "is_local", false, "is_playable", false)),
        track);
  }

  @Test
  void albumNeedsOnlyAnId() {
    assertEquals(
        new Album("x", null, null, null, null, null, null, List.of(), null, null, Map.of()),
        album("{\"id\":\"x\"}"));
    assertEquals(
        new Track(7, null, null, null, null, null, null, List.of(), null, Map.of()), track("{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          300:b, 64:c, 640:a      | a
          640:a, 300:b, 64:c      | a
          64:a                    | a
          null:b, 64:a            | a
          64:a, null:b            | a
          null:a, null:b          | a
          640.0:a, 300:b          | a
          300:a, 300:b            | a
          """)
  void imageUrlIsThatOfTheWidestImage(String images, String url) {
    String json =
        Arrays.stream(images.split(", "))
            .map(one -> one.split(":"))
            .map(one -> "{\"width\":%s,\"url\":\"%s\"}".formatted(one[0], one[1]))
            .collect(Collectors.joining(","));

    Album album = album("{\"id\":\"x\",\"images\":[" + json + "]}");

    assertEquals(url, album.columns().get("image_url"));
    assertNull(album.extras());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "[null]", "[{}]", "[{\"width\":640,\"url\":null}]"})
  void albumWithoutImagesHasNoImageUrl(String images) {
    assertNull(album("{\"id\":\"x\",\"images\":" + images + "}").columns().get("image_url"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":null}",
        "{\"id\":\"\"}",
        "{\"id\":42}",
        "{\"id\":\"a/b\"}",
        "{\"id\":\"a b\"}",
        "{\"id\":\"../me\"}",
        "{\"id\":{}}"
      })
  void albumWithoutAValidIdIsNull(String json) {
    assertNull(album(json));
  }

  @Test
  void unknownFieldsAreExtrasWithSortedKeys() {
    Album album =
        album(
            """
            {"zebra":{"b":1,"a":[{"d":null,"c":2}]},"id":"x","aardvark":null,
             "external_urls":{"spotify":"u","tidal":"t"},
             "images":[{"url":"i","color":"red"}],
             "artists":[{"id":"a","born":1970},null,"Z"]}
            """);

    assertEquals(
        "{\"aardvark\":null,\"artists.0.born\":1970,\"artists.1\":null,\"artists.2\":\"Z\","
            + "\"external_urls.tidal\":\"t\",\"images.0.color\":\"red\","
            + "\"zebra\":{\"a\":[{\"c\":2,\"d\":null}],\"b\":1}}",
        album.extras());
    Artist none = new Artist(null, null, null);
    assertEquals(List.of(new Artist("a", null, null), none, none), album.artists(), "in places");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12                   | 12
          12.0                 | 12
          -1                   | -1
          2147483647           | 2147483647
          2147483648           |
          99999999999999999999 |
          1.5                  |
          1e999999999          |
          "12"                 |
          true                 |
          []                   |
          {}                   |
          """)
  @Timeout(5)
  void nonIntegerIsAnExtra(String json, Integer value) {
    Album album = album("{\"id\":\"x\",\"total_tracks\":" + json + "}");

    assertEquals(value, album.totalTracks());
    assertEquals(value == null ? "{\"total_tracks\":" + json + "}" : null, album.extras());
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "true", "[]", "{\"a\":1}"})
  void nonTextIsAnExtra(String json) {
    Album album = album("{\"id\":\"x\",\"name\":" + json + "}");

    assertNull(album.name());
    assertEquals("{\"name\":" + json + "}", album.extras());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"true\"", "[]"})
  void nonBooleanIsAnExtra(String json) {
    Track track = track("{\"explicit\":" + json + "}");

    assertNull(track.columns().get("explicit"));
    assertEquals("{\"explicit\":" + json + "}", track.extras());
  }

  @Test
  void nonArrayIsAnExtra() {
    Album album = album("{\"id\":\"x\",\"artists\":{\"a\":1},\"images\":3,\"external_urls\":[]}");

    assertEquals(List.of(), album.artists());
    assertEquals("{\"artists\":{\"a\":1},\"external_urls\":[],\"images\":3}", album.extras());
  }
}
