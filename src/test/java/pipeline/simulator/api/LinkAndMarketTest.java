package pipeline.simulator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.simulator.Simulator;
import pipeline.simulator.SimulatorClient;
import pipeline.simulator.options.SimulatorConfig;

/** Checks the links of pages, and the fields that depend on a market. */
class LinkAndMarketTest {
  private static final Simulator SIMULATOR =
      Simulator.start(
          SimulatorConfig.DEFAULTS.withDate(LocalDate.parse("2026-11-20")), 0, Clock.systemUTC());

  private final SimulatorClient client = new SimulatorClient(SIMULATOR);

  @AfterAll
  static void close() {
    SIMULATOR.close();
  }

  private static String link(JsonObject page) {
    String link = page.get("next").getAsString();
    return link.substring(link.indexOf("/v1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /browse/new-releases?limit=20      | /v1/browse/new-releases?offset=20&limit=20&locale=*
          /browse/new-releases?market=DE     | /v1/browse/new-releases?offset=20&limit=20&market=DE&locale=*
          /search?q=tag:new&type=album       | /v1/search?offset=20&limit=20&query=tag%3Anew&type=album&locale=*
          """)
  void linkHasOffsetAndLimitFirstAndTheLocaleLast(String path, String next) {
    assertEquals(next, link(client.get(path).page()));
  }

  @Test
  void localeIsThatOfTheRequestWithRawCommas() {
    HttpRequest request =
        client.request("/browse/new-releases").header("Accept-Language", "en-US,en;q=0.5").build();
    assertEquals(
        "/v1/browse/new-releases?offset=20&limit=20&locale=en-US,en;q%3D0.5",
        link(client.send(request).page()));
  }

  @Test
  void groupsOfAnArtistsAlbumsHaveRawCommas() {
    JsonObject album = client.get("/browse/new-releases").items().get(0).getAsJsonObject();
    String artist =
        album.getAsJsonArray("artists").get(0).getAsJsonObject().get("id").getAsString();
    String path = "/artists/" + artist + "/albums";
    assertEquals(
        "/v1" + path + "?offset=1&limit=1&include_groups=album,single,compilation&locale=*",
        link(client.get(path + "?limit=1&include_groups=album,single,compilation").json()));
  }

  @Test
  void imagesOfNewReleasesHaveAnOrderOfTheirOwn() {
    JsonObject listed = client.get("/browse/new-releases").items().get(0).getAsJsonObject();
    JsonObject full = client.get("/albums/" + listed.get("id").getAsString()).json();
    assertEquals(List.of(300, 64, 640), widths(listed));
    assertEquals(List.of(640, 300, 64), widths(full));
  }

  private static List<Integer> widths(JsonObject album) {
    return album.getAsJsonArray("images").asList().stream()
        .map(image -> image.getAsJsonObject().get("width").getAsInt())
        .toList();
  }

  @Test
  void marketDecidesWhetherATrackIsPlayableRelinkedOrRestricted() {
    List<JsonObject> tracks = tracks("?market=DE");
    assertTrue(tracks.stream().allMatch(track -> track.has("is_playable")));
    assertTrue(tracks.stream().noneMatch(track -> track.has("available_markets")));

    List<JsonObject> relinked = tracks.stream().filter(track -> track.has("linked_from")).toList();
    List<JsonObject> restricted =
        tracks.stream().filter(track -> track.has("restrictions")).toList();
    assertTrue(relinked.size() > 0.01 * tracks.size() && relinked.size() < 0.06 * tracks.size());
    assertTrue(
        restricted.size() > 0.005 * tracks.size() && restricted.size() < 0.05 * tracks.size());
    for (JsonObject track : restricted) {
      assertFalse(track.get("is_playable").getAsBoolean());
      assertEquals("{\"reason\":\"market\"}", track.get("restrictions").toString());
    }
    for (JsonObject track : relinked.subList(0, 3)) {
      String requested = track.getAsJsonObject("linked_from").get("id").getAsString();
      String other = track.get("id").getAsString();
      assertFalse(requested.equals(other));
      assertEquals(track.get("name"), client.get("/tracks/" + other).json().get("name"));
      assertEquals(
          other, client.get("/tracks/" + requested + "?market=DE").json().get("id").getAsString());
    }
  }

  @Test
  void tracksWithoutAMarketAreUnchanged() {
    for (JsonObject track : tracks("")) {
      assertTrue(track.has("available_markets"));
      assertFalse(
          track.has("is_playable") || track.has("linked_from") || track.has("restrictions"));
    }
  }

  private List<JsonObject> tracks(String query) {
    List<JsonObject> all = new ArrayList<>();
    for (JsonElement album : client.get("/browse/new-releases?limit=50").items()) {
      String id = album.getAsJsonObject().get("id").getAsString();
      client
          .get("/albums/" + id + "/tracks" + query)
          .items()
          .forEach(track -> all.add(track.getAsJsonObject()));
    }
    return all;
  }
}
