package pipeline.simulator.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.simulator.Simulator;
import pipeline.simulator.SimulatorClient;

class QuotaModeTest {
  private static final SimulatorConfig OPTIONS =
      SimulatorConfig.DEFAULTS.withDate(LocalDate.parse("2026-11-20"));
  private static Simulator extended;
  private static Simulator development;
  private static String album;
  private static String artist;
  private static String track;

  @BeforeAll
  static void start() {
    extended = Simulator.start(OPTIONS, 0, Clock.systemUTC());
    development = Simulator.start(OPTIONS.withApp(QuotaMode.DEVELOPMENT), 0, Clock.systemUTC());
    JsonObject listed =
        new SimulatorClient(extended).get("/browse/new-releases").items().get(0).getAsJsonObject();
    album = listed.get("id").getAsString();
    artist = id(listed, "artists");
    track = id(new SimulatorClient(extended).get("/albums/" + album + "/tracks").json(), "items");
  }

  private static String id(JsonObject object, String array) {
    return object.getAsJsonArray(array).get(0).getAsJsonObject().get("id").getAsString();
  }

  @AfterAll
  static void close() {
    extended.close();
    development.close();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /browse/new-releases?limit=50            , 403 , 200
          /search?type=album&q=tag:new             , 200 , 200
          /search?type=album&q=tag:new&limit=10    , 200 , 200
          /search?type=album&q=tag:new&limit=11    , 400 , 200
          /search?type=album&q=tag:new&limit=50    , 400 , 200
          /search?type=album&q=tag:new&limit=51    , 400 , 400
          /albums/{album}                          , 200 , 200
          /albums/{album}/tracks?limit=50          , 200 , 200
          /albums/{album}/tracks?limit=51          , 400 , 400
          /albums?ids={album}                      , 403 , 200
          /tracks?ids={track}                      , 403 , 200
          /tracks/{track}                          , 200 , 200
          /artists/{artist}                        , 200 , 200
          /artists/{artist}/albums?limit=10        , 200 , 200
          /artists/{artist}/albums?limit=11        , 400 , 200
          /audio-features/{track}                  , 403 , 403
          /audio-analysis/{track}                  , 403 , 403
          /recommendations                         , 404 , 404
          """)
  void eachModeMayCallItsEndpoints(String path, int inDevelopment, int inExtended) {
    String call =
        path.replace("{album}", album).replace("{artist}", artist).replace("{track}", track);
    assertEquals(inDevelopment, new SimulatorClient(development).get(call).status());
    assertEquals(inExtended, new SimulatorClient(extended).get(call).status());
  }

  @Test
  void forbiddenRequestIsAnsweredInJson() {
    assertEquals(
        "Forbidden", new SimulatorClient(development).get("/browse/new-releases").message());
    assertEquals(
        "Invalid limit",
        new SimulatorClient(development).get("/search?q=a&type=album&limit=11").message());
  }

  @Test
  void defaultSearchPageDependsOnTheQuotaMode() {
    String search = "/search?type=album&q=tag:new";
    assertEquals(5, new SimulatorClient(development).get(search).items().size());
    assertEquals(20, new SimulatorClient(extended).get(search).items().size());
  }

  @Test
  void developmentAppGetsFewerFields() {
    hides("/albums/" + album, List.of("label", "popularity", "available_markets"));
    hides("/artists/" + artist, List.of("followers", "popularity"));
    hides("/tracks/" + track, List.of("popularity", "available_markets"));
    assertTrue(new SimulatorClient(development).get("/tracks/" + track).json().has("external_ids"));
    assertTrue(new SimulatorClient(development).get("/artists/" + artist).json().has("genres"));
  }

  @Test
  void developmentAppGetsTheOtherFieldsOfAnAlbum() {
    JsonObject less = new SimulatorClient(development).get("/albums/" + album).json();
    JsonObject more = new SimulatorClient(extended).get("/albums/" + album).json();
    assertTrue(less.getAsJsonObject("external_ids").has("upc"));
    assertEquals(more.get("external_ids"), less.get("external_ids"));
    assertEquals(2, less.getAsJsonArray("copyrights").size());
    assertEquals(more.get("copyrights"), less.get("copyrights"));
    assertEquals(
        more.getAsJsonObject("tracks").getAsJsonArray("items").size(),
        less.getAsJsonObject("tracks").getAsJsonArray("items").size());
  }

  private static void hides(String path, List<String> names) {
    JsonObject less = new SimulatorClient(development).get(path).json();
    JsonObject more = new SimulatorClient(extended).get(path).json();
    for (String name : names) {
      assertTrue(more.has(name), name);
      assertFalse(less.has(name), name);
    }
    assertEquals(more.get("name"), less.get("name"));
  }
}
