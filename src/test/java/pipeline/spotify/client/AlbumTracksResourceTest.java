package pipeline.spotify.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.model.Track;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.AlbumTracks.TrackListState;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FakeListing.ListingFault;
import pipeline.spotify.client.FakeListing.PlannedFault;
import pipeline.spotify.http.ApiResponse;
import pipeline.testing.clock.FakeTime;

class AlbumTracksResourceTest {
  private static final ApiResponse NOT_FOUND = FakeTransport.error(404, "Non existing id");

  private static FakeTransport album(int tracks, PlannedFault... plannedFaults) {
    return new FakeTransport(new FakeListing(FakeListing.ids(tracks), 50, List.of(plannedFaults)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 49, 50, 51, 100, 120})
  void tracksHaveTheirPositions(int count) {
    FakeTransport transport = album(count);

    AlbumTracks tracks = FakeClients.over(transport).tracks("anAlbum", 1);

    assertEquals(TrackListState.COMPLETE, tracks.state());
    assertNull(tracks.reason());
    assertEquals(count, tracks.total());
    assertEquals(
        IntStream.range(0, count).boxed().toList(),
        tracks.tracks().stream().map(Track::position).toList());
    assertEquals((count + 49) / 50, transport.calls().size());
    assertEquals("/v1/albums/anAlbum", transport.paths().get(0));
  }

  @Test
  void albumIsDeletedAfterTwo404s() {
    FakeTransport transport = new FakeTransport(call -> NOT_FOUND);

    AlbumTracks tracks = FakeClients.over(transport).tracks("anAlbum", 1);

    assertEquals(TrackListState.DELETED, tracks.state());
    assertEquals(2, transport.calls().size());
  }

  @Test
  void albumIsNotDeletedAfterOne404() {
    FakeListing listing = new FakeListing(FakeListing.ids(3), 50, List.of());
    List<ApiResponse> first = new ArrayList<>(List.of(NOT_FOUND));
    FakeTransport transport =
        new FakeTransport(call -> first.isEmpty() ? listing.respond(call) : first.remove(0));

    assertEquals(TrackListState.COMPLETE, FakeClients.over(transport).tracks("anAlbum", 1).state());
  }

  @Test
  void albumIsIncompleteIfALaterPageIs404() {
    FakeListing listing = new FakeListing(FakeListing.ids(70), 50, List.of());
    FakeTransport transport =
        new FakeTransport(call -> call.path().endsWith("=50") ? NOT_FOUND : listing.respond(call));

    AlbumTracks tracks = FakeClients.over(transport).tracks("anAlbum", 1);

    assertEquals(TrackListState.INCOMPLETE, tracks.state());
    assertEquals(50, tracks.tracks().size());
    assertEquals(70, tracks.total());
  }

  @ParameterizedTest
  @EnumSource(
      value = ListingFault.class,
      names = {
        "NULL_ITEM",
        "NULL_PAGE",
        "NO_PAGE",
        "EMPTY_PAGE",
        "SHORT_PAGE",
        "DUPLICATE",
        "OTHER_PAGE",
        "WRONG_TOTAL",
        "CUT"
      })
  void persistentPageFaultGivesAnIncompleteAlbum(ListingFault fault) {
    AlbumTracks tracks =
        FakeClients.over(album(120, new PlannedFault(fault, 50, 1000))).tracks("anAlbum", 1);

    assertEquals(TrackListState.INCOMPLETE, tracks.state());
    assertTrue(tracks.reason() != null && !tracks.reason().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 120})
  void repeatedTrackIsFetchedAgain(int count) {
    PlannedFault once = new PlannedFault(ListingFault.DUPLICATE, 0, 1);

    AlbumTracks tracks = FakeClients.over(album(count, once)).tracks("anAlbum", 1);

    assertEquals(TrackListState.COMPLETE, tracks.state());
    assertEquals(FakeListing.ids(count), tracks.tracks().stream().map(Track::id).toList());
  }

  @Test
  void unreachableSpotifyFails() {
    FakeTransport transport = new FakeTransport(call -> FakeTransport.error(503, "Busy"));

    SpotifyException failure =
        assertThrows(
            SpotifyException.class, () -> FakeClients.over(transport).tracks("anAlbum", 1));

    assertEquals(SpotifyErrorKind.UNREACHABLE, failure.kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "../me", "a?b", "ä", "a b"})
  void invalidAlbumIdIsRejected(String id) {
    SpotifyClient client = FakeClients.over(album(1));

    assertThrows(IllegalArgumentException.class, () -> client.tracks(id, 1));
    assertThrows(IllegalArgumentException.class, () -> client.tracks(List.of(id, id), 1));
  }

  /**
   * Answers with albums that have these numbers of tracks. A batch returns them in another order.
   */
  private static FakeTransport.FakeAnswer library(Map<String, Integer> albums) {
    return call -> {
      String path = call.uri().getPath();
      if (!path.equals("/v1/albums")) {
        String id = path.split("/", -1)[3];
        Integer tracks = albums.get(id);
        if (tracks == null) {
          return NOT_FOUND;
        }
        return path.endsWith("/tracks")
            ? new FakeListing(FakeListing.ids(tracks), 50, List.of()).respond(call)
            : FakeTransport.json(200, full(id, tracks));
      }
      String ids = FakeListing.parameters(call.uri().getQuery()).get("ids");
      List<String> found = new ArrayList<>();
      for (String id : ids.split(",", -1)) {
        found.add(0, albums.containsKey(id) ? full(id, albums.get(id)) : "null");
      }
      return FakeTransport.json(200, "{\"albums\":[" + String.join(",", found) + "]}");
    };
  }

  private static String full(String id, int tracks) {
    String items =
        FakeListing.ids(Math.min(50, tracks)).stream()
            .map(track -> "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(track, track))
            .collect(Collectors.joining(","));
    String next =
        tracks <= 50
            ? "null"
            : "\"https://api.spotify.com/v1/albums/" + id + "/tracks?offset=50&limit=50\"";
    return """
    {"id":"%1$s","label":"label of %1$s","external_ids":{"upc":"UPC of %1$s"},
     "copyrights":[{"type":"P","text":"recording of %1$s"}],
     "tracks":{"items":[%2$s],"total":%3$d,"limit":50,"next":%4$s}}
    """
        .formatted(id, items, tracks, next);
  }

  @Test
  void detailsComeWithoutAFurtherCall() {
    FakeTransport transport = new FakeTransport(library(Map.of("a", 3, "b", 70)));
    SpotifyClient client = FakeClients.over(transport);

    List<AlbumTracks> batch = client.tracks(List.of("a", "b"), 1);

    for (AlbumTracks album : batch) {
      Map<String, Object> columns = album.columns();
      assertEquals("UPC of " + album.albumId(), columns.get("upc"));
      assertEquals("label of " + album.albumId(), columns.get("label"));
      assertNull(columns.get("copyright_c"));
      assertEquals("recording of " + album.albumId(), columns.get("copyright_p"));
    }
    assertEquals(batch, List.of(client.tracks("a", 1), client.tracks("b", 1)));
    assertEquals(2 + 1 + 2, transport.calls().size());
  }

  @Test
  void batchNeedsOneCallPlusOnePerFiftyMoreTracks() {
    Map<String, Integer> albums = new HashMap<>();
    for (int i = 0; i < 45; i++) {
      albums.put("a" + i, i == 7 ? 120 : i == 9 ? 51 : 10);
    }
    List<String> ids = albums.keySet().stream().sorted().toList();
    FakeTransport transport = new FakeTransport(library(albums));
    StateStore stateStore = StateStore.inMemory();
    SpotifyClient client =
        FakeClients.over(transport, FakeClients.SETTINGS, stateStore, new FakeTime());

    List<AlbumTracks> tracks = client.tracks(ids, 1);

    assertEquals(ids, tracks.stream().map(AlbumTracks::albumId).toList());
    for (AlbumTracks one : tracks) {
      assertEquals(TrackListState.COMPLETE, one.state());
      assertEquals(albums.get(one.albumId()), one.tracks().size());
    }
    assertEquals(3 + 2 + 1, transport.calls().size());
    assertEquals("yes", stateStore.find("batches").orElseThrow());
  }

  @Test
  void nullInABatchIsFetchedAlone() {
    FakeTransport transport = new FakeTransport(library(Map.of("a", 3, "c", 4)));

    List<AlbumTracks> tracks = FakeClients.over(transport).tracks(List.of("a", "b", "c"), 1);

    assertEquals(
        List.of(TrackListState.COMPLETE, TrackListState.DELETED, TrackListState.COMPLETE),
        tracks.stream().map(AlbumTracks::state).toList());
  }

  private static final String TWICE = "{\"id\":\"x\",\"disc_number\":1,\"track_number\":1}";

  static List<String> invalidPages() {
    return List.of(
        "null",
        "{}",
        "{\"items\":null,\"total\":3,\"limit\":50}",
        "{\"items\":[],\"total\":3,\"limit\":50}",
        "{\"items\":[null],\"total\":3,\"limit\":50}",
        "{\"items\":[{\"id\":\"x\"}],\"total\":3,\"limit\":50}",
        "{\"items\":[{\"id\":\"x\"}],\"total\":3,\"limit\":0}",
        "{\"items\":[{\"id\":\"x\"}],\"limit\":50,\"offset\":50}",
        "{\"items\":[{\"id\":\"x\"}],\"total\":1,\"limit\":50,\"offset\":50}",
        "{\"items\":[{\"id\":\"x\"},null,null],\"total\":3,\"limit\":50}",
        "{\"items\":[" + TWICE + "," + TWICE + "],\"total\":2,\"limit\":50}");
  }

  @ParameterizedTest
  @MethodSource("invalidPages")
  void invalidPageInAnAlbumIsRequestedFromItsList(String page) {
    FakeTransport.FakeAnswer library = library(Map.of("a", 3));
    FakeTransport transport =
        new FakeTransport(
            call ->
                call.uri().getPath().equals("/v1/albums/a")
                    ? FakeTransport.json(200, "{\"label\":\"L\",\"tracks\":%s}".formatted(page))
                    : library.respond(call));

    AlbumTracks tracks = FakeClients.over(transport).tracks("a", 1);

    assertEquals(TrackListState.COMPLETE, tracks.state());
    assertEquals(FakeListing.ids(3), tracks.tracks().stream().map(Track::id).toList());
    assertEquals("L", tracks.columns().get("label"));
  }

  @ParameterizedTest
  @MethodSource("invalidPages")
  void invalidPageInABatchIsFetchedAlone(String page) {
    FakeTransport.FakeAnswer library = library(Map.of("a", 3, "b", 3));
    FakeTransport transport =
        new FakeTransport(
            call ->
                call.uri().getPath().equals("/v1/albums")
                    ? FakeTransport.json(
                        200,
                        "{\"albums\":[{\"id\":\"a\",\"tracks\":%s},{\"id\":\"b\",\"tracks\":%s}]}"
                            .formatted(page, page))
                    : library.respond(call));

    for (AlbumTracks one : FakeClients.over(transport).tracks(List.of("a", "b"), 1)) {
      assertEquals(TrackListState.COMPLETE, one.state());
      assertEquals(FakeListing.ids(3), one.tracks().stream().map(Track::id).toList());
    }
  }

  @Test
  void plainTextRefusalOfABatchIsAnAccountProblem() {
    FakeTransport transport =
        new FakeTransport(call -> FakeTransport.json(403, "the user may not be registered"));

    SpotifyException refusal =
        assertThrows(
            SpotifyException.class,
            () -> FakeClients.over(transport).tracks(Arrays.asList("a", "b"), 1));

    assertEquals(SpotifyErrorKind.ACCOUNT, refusal.kind());
  }

  @Test
  void foreignNextInABatchFails() {
    String page =
        "{\"items\":[{\"id\":\"x\"}],\"total\":3,\"limit\":1,"
            + "\"next\":\"https://evil.example/v1/albums/a/tracks?offset=1\"}";
    FakeTransport transport =
        new FakeTransport(
            call ->
                FakeTransport.json(
                    200, "{\"albums\":[{\"id\":\"a\",\"tracks\":%s},null]}".formatted(page)));

    SpotifyException failure =
        assertThrows(
            SpotifyException.class, () -> FakeClients.over(transport).tracks(List.of("a", "b"), 1));

    assertEquals(SpotifyErrorKind.PROTOCOL, failure.kind());
    assertEquals(1, transport.calls().size());
  }
}
