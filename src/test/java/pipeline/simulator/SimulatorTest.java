package pipeline.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.testing.clock.FakeTime;

class SimulatorTest {
  private static final SimulatorConfig OPTIONS =
      SimulatorConfig.DEFAULTS.withDate(LocalDate.ofInstant(FakeTime.START, ZoneOffset.UTC));
  private static final String NEW_RELEASES = "/browse/new-releases?limit=50";

  private final List<Simulator> started = new ArrayList<>();

  private SimulatorClient start(SimulatorConfig options) {
    started.add(Simulator.start(options, 0, Clock.systemUTC()));
    return new SimulatorClient(started.get(started.size() - 1));
  }

  @AfterEach
  void close() {
    started.forEach(Simulator::close);
  }

  private static List<String> ids(SimulatorClient client, String first) {
    List<String> ids = new ArrayList<>();
    String next = first;
    while (next != null) {
      SimulatorClient.SimulatorAnswer answer = client.get(next);
      assertEquals(200, answer.status(), answer.text());
      answer.items().forEach(item -> ids.add(item.getAsJsonObject().get("id").getAsString()));
      JsonElement link = answer.page().get("next");
      next = link.isJsonNull() ? null : link.getAsString();
    }
    return ids;
  }

  @Test
  void sameSeedGivesTheSameBytes() {
    // The port is part of every address, so it is removed before the comparison.
    String first = withoutPort(start(OPTIONS).get(NEW_RELEASES).text());
    String second = withoutPort(start(OPTIONS).get(NEW_RELEASES).text());
    assertEquals(first, second);
    assertNotEquals(first, withoutPort(start(OPTIONS.withSeed(7)).get(NEW_RELEASES).text()));
  }

  private static String withoutPort(String text) {
    return text.replaceAll("127\\.0\\.0\\.1:\\d+", "HOST");
  }

  @Test
  void albumIsTheSameOnEachDate() {
    SimulatorClient today = start(OPTIONS);
    SimulatorClient before = start(OPTIONS.withDate(LocalDate.parse("2024-01-01")).withAlbums(7));
    for (String id : ids(today, NEW_RELEASES).subList(0, 20)) {
      String path = "/albums/" + id;
      assertEquals(withoutPort(today.get(path).text()), withoutPort(before.get(path).text()));
    }
  }

  @Test
  void idOfAnotherSeedIsUnknown() {
    String id = ids(start(OPTIONS), NEW_RELEASES).get(0);
    SimulatorClient other = start(OPTIONS.withSeed(43));
    assertEquals(404, other.get("/albums/" + id).status());
    assertEquals(404, other.get("/albums/" + id + "/tracks").status());
    assertEquals(400, other.get("/albums/" + id + "x").status());
  }

  @Test
  void pagingToTheEndGivesEachAlbumOnce() {
    SimulatorClient client = start(OPTIONS);
    for (String path : List.of("", "?limit=50", "?limit=7", "?limit=1&offset=90")) {
      List<String> ids = ids(client, "/browse/new-releases" + path);
      assertEquals(path.contains("offset") ? 10 : 100, ids.size(), path);
      assertEquals(ids.size(), new HashSet<>(ids).size(), path);
    }
  }

  @Test
  void listingHasTheConfiguredNumberOfAlbums() {
    for (int size : new int[] {1, 99, 250, 3000}) {
      List<String> ids = ids(start(OPTIONS.withAlbums(size)), NEW_RELEASES);
      assertEquals(size, new HashSet<>(ids).size());
    }
  }

  @Test
  void tracksOfAnAlbumAreListedOnceInOrder() {
    SimulatorClient client = start(OPTIONS);
    int longest = 0;
    Set<String> seen = new HashSet<>();
    for (JsonElement album : client.get(NEW_RELEASES).items()) {
      JsonObject object = album.getAsJsonObject();
      String path = "/albums/" + object.get("id").getAsString();
      List<String> tracks = ids(client, path + "/tracks?limit=50");
      assertEquals(object.get("total_tracks").getAsInt(), tracks.size());
      assertTrue(seen.addAll(tracks) && seen.containsAll(tracks));
      longest = Math.max(longest, tracks.size());

      JsonObject embedded = client.get(path).json().getAsJsonObject("tracks");
      assertEquals(tracks.size(), embedded.get("total").getAsInt());
      assertEquals(tracks.size() > 50, !embedded.get("next").isJsonNull());
      assertEquals(Math.min(50, tracks.size()), embedded.getAsJsonArray("items").size());
    }
    assertTrue(longest > 50, "no album of several pages");
  }

  @Test
  void batchHasNullForUnknownIds() {
    SimulatorClient client = start(OPTIONS);
    String known = ids(client, NEW_RELEASES).get(0);
    String unknown = "0000000000000000000000";
    JsonArray albums =
        client.get("/albums?ids=" + known + "," + unknown).json().getAsJsonArray("albums");
    assertEquals(client.get("/albums/" + known).json(), albums.get(0));
    assertTrue(albums.get(1).isJsonNull());
    assertEquals(400, client.get("/albums?ids=" + (known + ",").repeat(20) + known).status());
  }

  @Test
  void tracksAndArtistsAreFoundByTheirIds() {
    SimulatorClient client = start(OPTIONS);
    JsonObject album = client.get("/albums/" + ids(client, NEW_RELEASES).get(5)).json();
    JsonObject track =
        album.getAsJsonObject("tracks").getAsJsonArray("items").get(0).getAsJsonObject();
    JsonObject full = client.get("/tracks/" + track.get("id").getAsString()).json();
    assertEquals(album.get("id"), full.getAsJsonObject("album").get("id"));
    assertTrue(full.getAsJsonObject("external_ids").get("isrc").getAsString().length() == 12);

    JsonObject artist = track.getAsJsonArray("artists").get(0).getAsJsonObject();
    String path = "/artists/" + artist.get("id").getAsString();
    assertEquals(artist.get("name"), client.get(path).json().get("name"));
    assertTrue(ids(client, path + "/albums?limit=10").contains(album.get("id").getAsString()));
  }

  @Test
  void invalidRequestIsRefusedAsSpotifyDoes() {
    SimulatorClient client = start(OPTIONS);
    Map<String, String> refused =
        Map.ofEntries(
            Map.entry("/browse/new-releases?limit=51", "400 Invalid limit"),
            Map.entry("/browse/new-releases?limit=0", "400 Invalid limit"),
            Map.entry("/browse/new-releases?limit=many", "400 Invalid limit"),
            Map.entry("/browse/new-releases?offset=-1", "400 Invalid offset"),
            Map.entry("/browse/new-releases?market=XX", "400 Invalid market code"),
            Map.entry("/search?type=album", "400 No search query"),
            Map.entry("/search?q=a", "400 Missing parameter type"),
            Map.entry("/search?q=a&type=song", "400 Bad search type field song"),
            Map.entry("/search?q=a&type=album&limit=51", "400 Invalid limit"),
            Map.entry("/search?q=a&type=album&limit=50&offset=951", "400 Invalid offset"),
            Map.entry("/albums/short", "400 Invalid base62 id"),
            Map.entry("/albums?ids=", "400 Invalid base62 id"),
            Map.entry("/albums/0000000000000000000000", "404 Resource not found"),
            Map.entry("/tracks/0000000000000000000000", "404 Resource not found"),
            Map.entry("/artists/0000000000000000000000", "404 Resource not found"),
            Map.entry("/audio-features/0000000000000000000000", "403 Forbidden"),
            Map.entry("/recommendations", "404 Service not found"),
            Map.entry("/no/such/thing", "404 Service not found"));
    refused.forEach(
        (path, expected) -> {
          SimulatorClient.SimulatorAnswer answer = client.get(path);
          assertEquals(expected, answer.status() + " " + answer.message(), path);
        });
  }

  @ParameterizedTest
  @CsvSource({"/browse/new-releases, GET", "/playlists/0000000000000000000000/items, 'GET, POST'"})
  void refusalOfAMethodNamesTheAllowedOnes(String path, String allowed) {
    SimulatorClient.SimulatorAnswer answer = start(OPTIONS).method("DELETE", path);
    assertEquals(405, answer.status());
    assertEquals(allowed, answer.header("Allow"));
  }

  @Test
  void trailingSlashIsIgnored() {
    SimulatorClient client = start(OPTIONS);
    assertEquals(
        client.get("/browse/new-releases").text(), client.get("/browse/new-releases/").text());
  }

  @Test
  void extremeOffsetsAreAnswered() {
    SimulatorClient client = start(OPTIONS);
    assertEquals(0, client.get("/browse/new-releases?offset=2147483647").items().size());
    assertEquals(0, client.get("/search?type=album&q=%25%26%3D%2B%22%00").items().size());
  }

  @Test
  void simulatorDateDefaultsToTheDateOfTheClock() {
    FakeTime clock = new FakeTime();
    started.add(Simulator.start(SimulatorConfig.DEFAULTS, 0, clock));
    assertEquals(
        ids(start(OPTIONS), NEW_RELEASES), ids(new SimulatorClient(started.get(0)), NEW_RELEASES));
  }

  @Test
  void requestsAreCountedByKind() {
    SimulatorClient client = start(OPTIONS);
    ids(client, NEW_RELEASES);
    client.get("/search?q=a&type=album");
    assertEquals(
        Map.of("token", 1L, "new-releases", 2L, "search", 1L), started.get(0).requestsByKind());
    assertEquals(4, started.get(0).requests());
  }

  @Test
  void listenerIsNotifiedOfEachRequest() {
    List<Simulator.ServedRequest> seen = new ArrayList<>();
    started.add(Simulator.start(OPTIONS, 0, Clock.systemUTC(), seen::add));
    new SimulatorClient(started.get(0)).get("/albums/x?a=b");
    assertEquals(
        List.of(
            new Simulator.ServedRequest("POST", "/api/token", 200),
            new Simulator.ServedRequest("GET", "/v1/albums/x?a=b", 400)),
        seen);
  }

  @Test
  void usedPortIsReported() {
    start(OPTIONS);
    int port = started.get(0).apiUrl().getPort();
    var failure =
        assertThrows(
            UncheckedIOException.class, () -> Simulator.start(OPTIONS, port, Clock.systemUTC()));
    assertTrue(String.valueOf(failure.getMessage()).contains("127.0.0.1:" + port));
  }

  @Test
  void simulatorThreadsAreDaemons() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    start(OPTIONS);
    List<Thread> fresh = new ArrayList<>(Thread.getAllStackTraces().keySet());
    fresh.removeAll(before);
    assertTrue(fresh.stream().anyMatch(thread -> thread.getName().equals("simulator")));
    assertTrue(fresh.stream().allMatch(Thread::isDaemon), fresh.toString());
  }

  @Test
  void closedSimulatorRefusesConnections() {
    SimulatorClient client = start(OPTIONS);
    assertEquals(200, client.get(NEW_RELEASES).status());
    started.get(0).close();
    assertThrows(UncheckedIOException.class, () -> client.get(NEW_RELEASES));
  }

  @Test
  void impossibleOptionsAreRefused() {
    List<Executable> impossible =
        List.of(
            () -> OPTIONS.withAlbums(0),
            () -> OPTIONS.withAlbums(100_001),
            () -> OPTIONS.withLatencyMs(-1),
            () -> OPTIONS.withQuota(-1),
            () -> OPTIONS.withQuota("albums", -1),
            () -> OPTIONS.withQuota("songs", 1),
            () -> OPTIONS.withTokenSeconds(0),
            () -> OPTIONS.withDate(LocalDate.parse("1949-12-31")),
            () -> OPTIONS.withDate(LocalDate.parse("2150-01-01")));
    impossible.forEach(options -> assertThrows(IllegalArgumentException.class, options));
  }

  @Test
  void firstAndLastDateHaveAFullListing() {
    for (String date : List.of("1950-02-01", "2149-12-31")) {
      SimulatorClient client = start(OPTIONS.withDate(LocalDate.parse(date)));
      assertEquals(100, ids(client, NEW_RELEASES).size());
      assertEquals(20, client.get("/search?type=album&q=tag:new").items().size());
    }
  }

  @Test
  void latencyDelaysEachResponse() {
    SimulatorClient client = start(OPTIONS.withLatencyMs(150));
    long begin = System.nanoTime();
    client.get(NEW_RELEASES);
    assertTrue(System.nanoTime() - begin >= 150_000_000L);
  }

  @Test
  void concurrentRequestsGetTheSameResponses() throws Exception {
    SimulatorClient client = start(OPTIONS);
    List<String> paths =
        ids(client, NEW_RELEASES).stream().map(id -> "/albums/" + id + "/tracks?limit=50").toList();
    Map<String, String> expected = new HashMap<>();
    paths.forEach(path -> expected.put(path, client.get(path).text()));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Integer> worker =
          () -> {
            int right = 0;
            for (int round = 0; round < 3; round++) {
              for (String path : paths) {
                right += client.get(path).text().equals(expected.get(path)) ? 1 : 0;
              }
            }
            return right;
          };
      int right = 0;
      for (Future<Integer> done : threads.invokeAll(Collections.nCopies(8, worker))) {
        right += done.get();
      }
      assertEquals(8 * 3 * paths.size(), right);
    } finally {
      threads.shutdownNow();
    }
  }
}
