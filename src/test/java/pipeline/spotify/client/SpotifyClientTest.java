package pipeline.spotify.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.model.Album;
import pipeline.simulator.Simulator;
import pipeline.simulator.options.Fault;
import pipeline.simulator.options.QuotaMode;
import pipeline.simulator.options.SimulatorConfig;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.AlbumTracks.TrackListState;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.testing.clock.FakeTime;

/** Tests the client over real sockets, against the simulator in both quota modes. */
class SpotifyClientTest {
  private static final SimulatorConfig OPTIONS =
      SimulatorConfig.DEFAULTS.withDate(LocalDate.parse("2026-11-20"));
  private static final SimulatorConfig DEV = OPTIONS.withApp(QuotaMode.DEVELOPMENT);

  private static final List<Album> TRUTH = listing(OPTIONS);

  private final StateStore stateStore = StateStore.inMemory();

  private static List<Album> listing(SimulatorConfig options) {
    try (Simulator simulator = Simulator.start(options, 0, Clock.systemUTC());
        SpotifyClient client = client(simulator, StateStore.inMemory(), new FakeTime())) {
      return client.newReleases(1000).items();
    }
  }

  private static SpotifyClient client(Simulator simulator, StateStore stateStore) {
    return client(simulator, stateStore, new FakeTime());
  }

  /** Creates a client over real sockets whose waits take no time. */
  private static SpotifyClient client(Simulator simulator, StateStore stateStore, FakeTime time) {
    return FakeClients.overSockets(settings(simulator, "the-secret", 0), stateStore, time);
  }

  private static SpotifySettings settings(Simulator simulator, String secret, int budget) {
    return FakeClients.forServer(
        simulator.apiUrl(), simulator.accountsUrl(), "the-id", secret, budget);
  }

  private static List<String> ids(List<Album> albums) {
    return albums.stream().map(Album::id).toList();
  }

  @Test
  void newReleasesHasAHundredAlbums() {
    assertEquals(100, new HashSet<>(ids(TRUTH)).size());
    assertTrue(TRUTH.stream().allMatch(album -> album.extras() == null), "a field is unknown");
    assertTrue(TRUTH.stream().noneMatch(album -> album.artists().isEmpty()));
  }

  @Test
  void batchesAndSingleCallsReturnTheSameTracks() {
    try (Simulator simulator = Simulator.start(OPTIONS, 0, Clock.systemUTC());
        SpotifyClient client = client(simulator, stateStore)) {
      List<AlbumTracks> batched = client.tracks(ids(TRUTH), 1);
      long calls = simulator.requests();
      List<AlbumTracks> single = TRUTH.stream().map(album -> client.tracks(album.id(), 1)).toList();

      assertEquals(single, batched);
      assertTrue(calls < 60, "cheaper by batches: " + calls);
      for (int i = 0; i < TRUTH.size(); i++) {
        assertEquals(TrackListState.COMPLETE, batched.get(i).state());
        assertEquals(TRUTH.get(i).totalTracks(), batched.get(i).tracks().size());
      }
      assertEquals(simulator.requests(), client.requestStats().requests());
      assertEquals(simulator.requestsByKind(), client.requestStats().byKind());
    }
  }

  @Test
  void refusedBatchesAreRememberedForADevelopmentApp() {
    try (Simulator simulator = Simulator.start(DEV, 0, Clock.systemUTC())) {
      try (SpotifyClient client = client(simulator, stateStore)) {
        assertTrue(client.mayFetchBatches(), "not known yet");
        assertForbidden(() -> client.tracks(ids(TRUTH).subList(0, 30), 1));
        assertFalse(client.mayFetchBatches());
        assertEquals(1L, client.requestStats().byKind().get("albums"));
      }
      try (SpotifyClient later = client(simulator, stateStore)) {
        assertFalse(later.mayFetchBatches());
        assertForbidden(() -> later.tracks(ids(TRUTH).subList(0, 3), 1));
        assertFalse(later.requestStats().byKind().containsKey("albums"));
      }
    }
  }

  private static void assertForbidden(Executable call) {
    assertEquals(SpotifyErrorKind.FORBIDDEN, assertThrows(SpotifyException.class, call).kind());
  }

  @Test
  void newReleasesIsForbiddenForADevelopmentApp() {
    try (Simulator simulator = Simulator.start(DEV, 0, Clock.systemUTC());
        SpotifyClient client = client(simulator, stateStore)) {
      SpotifyException refusal =
          assertThrows(SpotifyException.class, () -> client.newReleases(100));

      assertEquals(SpotifyErrorKind.FORBIDDEN, refusal.kind());
      assertEquals(1L, client.requestStats().byKind().get("new-releases"), "a 403 was retried");
    }
  }

  @Test
  void developmentAppSearchesWithPagesOfTen() {
    try (Simulator simulator = Simulator.start(DEV, 0, Clock.systemUTC())) {
      try (SpotifyClient client = client(simulator, stateStore)) {
        PagedResult<Album> found = client.searchAlbums("tag:new", null, 60);
        assertEquals(60, new HashSet<>(ids(found.items())).size());
        assertTrue(found.truncated());
        assertEquals(1L + 6, client.requestStats().byKind().get("search"), "50, then tens");
      }
      try (SpotifyClient later = client(simulator, stateStore)) {
        later.searchAlbums("tag:new", null, 60);
        assertEquals(6L, later.requestStats().byKind().get("search"));
      }
    }
  }

  @Test
  void oneSearchPageIsOneCall() {
    try (Simulator simulator = Simulator.start(DEV, 0, Clock.systemUTC());
        SpotifyClient client = client(simulator, stateStore)) {
      PagedResult<Album> page = client.searchPage("year:2026", "DE", 10, 10);

      assertEquals(10, page.items().size());
      assertTrue(page.truncated());
      assertEquals(1L, client.requestStats().byKind().get("search"));
    }
  }

  @Test
  void wrongSecretIsReported() {
    try (Simulator simulator = Simulator.start(OPTIONS, 0, Clock.systemUTC());
        SpotifyClient client =
            FakeClients.overSockets(
                settings(simulator, SimulatorConfig.REFUSED_SECRET, 0),
                stateStore,
                new FakeTime())) {
      SpotifyException refusal = assertThrows(SpotifyException.class, () -> client.newReleases(1));

      assertEquals(SpotifyErrorKind.BAD_CREDENTIALS, refusal.kind());
      assertTrue(refusal.getMessage().contains("invalid_client"), refusal::getMessage);
      assertTrue(refusal.getMessage().contains("SPOTIFY_CLIENT_SECRET"));
      assertEquals(1, simulator.requests(), "the request was retried");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "429:retry-after=1,times=1",
        "429:retry-after=none,times=1",
        "401:times=1",
        "401:every=3",
        "500:times=1",
        "502:times=1",
        "503:times=1",
        "not-json:times=1",
        "empty-body:times=1",
        "cut:times=1",
        "closed:times=1",
        "next-null:times=1",
        "next-null",
        "next-relative",
        "null-item:times=1",
        "null-page:times=1",
        "empty-page:times=1",
        "short-page:times=1",
        "duplicate:times=1",
        "wrong-total:times=1",
        "shifted:times=1",
      })
  void temporaryFaultDoesNotChangeTheListing(String fault) {
    assertEquals(ids(TRUTH), ids(listing(OPTIONS.withFaults(List.of(Fault.parse(fault))))));
  }

  @ParameterizedTest
  @CsvSource({
    "null-page, INCOMPLETE",
    "empty-page, INCOMPLETE",
    "short-page, INCOMPLETE",
    "duplicate, INCOMPLETE",
    "wrong-total, INCOMPLETE",
    "shifted, INCOMPLETE",
    "not-json, INCOMPLETE",
    "empty-body, INCOMPLETE",
    "cut, UNREACHABLE",
    "closed, UNREACHABLE",
    "503, UNREACHABLE",
    "401, BAD_CREDENTIALS",
    "403, FORBIDDEN",
    "premium-needed, ACCOUNT",
    "not-registered, ACCOUNT",
    "404, NOT_FOUND",
    "no-service, NO_SERVICE",
    "redirect, PROTOCOL",
    "next-foreign, PROTOCOL",
    "next-port, PROTOCOL",
    "next-scheme, PROTOCOL",
    "next-user-info, PROTOCOL",
    "next-repeated, PROTOCOL",
    "next-skips, PROTOCOL",
    "quota-exceeded, RATE_LIMITED",
    "429:retry-after=86400, RATE_LIMITED",
  })
  void persistentFaultFailsWithItsKind(String fault, SpotifyErrorKind kind) {
    SimulatorConfig faulty = OPTIONS.withFaults(List.of(Fault.parse(fault)));

    SpotifyException failure = assertThrows(SpotifyException.class, () -> listing(faulty));

    assertEquals(kind, failure.kind(), failure::getMessage);
    assertFalse(failure.getMessage().contains("the-secret"));
  }

  @Test
  void deletedAlbumsAreReportedAsDeleted() {
    SimulatorConfig faulty = OPTIONS.withFaults(List.of(Fault.parse("gone:share=0.1")));
    try (Simulator simulator = Simulator.start(faulty, 0, Clock.systemUTC());
        SpotifyClient client = client(simulator, stateStore)) {
      List<AlbumTracks> batched = client.tracks(ids(TRUTH), 1);
      List<AlbumTracks> single = TRUTH.stream().map(album -> client.tracks(album.id(), 1)).toList();

      assertEquals(single, batched);
      long deleted = batched.stream().filter(one -> one.state() == TrackListState.DELETED).count();
      assertTrue(deleted > 2 && deleted < 25, "about a tenth: " + deleted);
      assertTrue(
          batched.stream()
              .allMatch(one -> one.state() == TrackListState.COMPLETE || one.tracks().isEmpty()));
    }
  }

  @Test
  void incompleteTracksAreReturnedWithTheReason() {
    SimulatorConfig faulty = OPTIONS.withFaults(List.of(Fault.parse("short-page")));
    try (Simulator simulator = Simulator.start(faulty, 0, Clock.systemUTC());
        SpotifyClient client = client(simulator, stateStore)) {
      AlbumTracks tracks = client.tracks(TRUTH.get(0).id(), 1);

      assertEquals(TrackListState.INCOMPLETE, tracks.state());
      assertFalse(String.valueOf(tracks.reason()).isEmpty());
    }
  }

  @Test
  void expiringTokenIsRenewedInAdvance() {
    FakeTime time = new FakeTime();
    try (Simulator simulator = Simulator.start(OPTIONS.withTokenSeconds(100), 0, time);
        SpotifyClient client = client(simulator, stateStore, time)) {
      client.newReleases(10);
      time.advance(Duration.ofSeconds(89));
      client.newReleases(10);
      assertEquals(1L, client.requestStats().byKind().get("token"));
      time.advance(Duration.ofSeconds(2));
      client.newReleases(10);

      assertEquals(2L, client.requestStats().byKind().get("token"));
      assertEquals(0, client.requestStats().retries(), "no 401 was needed");
    }
  }

  @Test
  void budgetBelowTheQuotaAvoids429s() {
    FakeTime time = new FakeTime();
    try (Simulator simulator = Simulator.start(OPTIONS.withQuota(20), 0, time);
        SpotifyClient client =
            FakeClients.overSockets(settings(simulator, "the-secret", 15), stateStore, time)) {
      for (int i = 0; i < 100; i++) {
        client.newReleases(1);
      }

      assertEquals(0, client.requestStats().throttled());
      assertTrue(time.elapsed().compareTo(Duration.ofSeconds(170)) > 0);
    }
  }

  @Test
  void budgetAboveTheQuotaAdaptsAfterFew429s() {
    FakeTime time = new FakeTime();
    try (Simulator simulator = Simulator.start(OPTIONS.withQuota(20), 0, time);
        SpotifyClient client =
            FakeClients.overSockets(settings(simulator, "the-secret", 120), stateStore, time)) {
      for (int i = 0; i < 200; i++) {
        client.newReleases(1);
      }

      assertTrue(client.requestStats().throttled() > 0);
      assertTrue(client.requestStats().throttled() < 15, client.requestStats()::toString);
    }
  }
}
