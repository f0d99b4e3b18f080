package pipeline.spotify.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipeline.model.Album;
import pipeline.model.Track;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.client.FakeListing;
import pipeline.spotify.client.FakeListing.ListingFault;
import pipeline.spotify.client.FakeListing.PlannedFault;
import pipeline.spotify.client.FakeTransport;
import pipeline.spotify.client.SpotifyClient;
import pipeline.testing.RandomInput;
import pipeline.testing.clock.FakeTime;

/** Checks with random faults that a result is complete, or that an exception names the reason. */
class PagingPropertyTest {
  private static final Set<SpotifyErrorKind> EXPECTED_FAILURES =
      EnumSet.of(
          SpotifyErrorKind.INCOMPLETE,
          SpotifyErrorKind.PROTOCOL,
          SpotifyErrorKind.UNREACHABLE,
          SpotifyErrorKind.RATE_LIMITED,
          SpotifyErrorKind.CLOSED,
          SpotifyErrorKind.BAD_CREDENTIALS);

  /** Faults that a search cannot detect, because its total is an estimate. */
  private static final Set<ListingFault> UNDETECTED_IN_A_SEARCH =
      EnumSet.of(ListingFault.SHORT_PAGE, ListingFault.DUPLICATE, ListingFault.NULL_ITEM);

  @Test
  void newReleasesAreCompleteOrFailWithAReason() {
    checkCompleteOrFails(
        1,
        170,
        (client, truth, plannedFaults) -> {
          PagedResult<Album> listing = client.newReleases(1000);
          List<String> ids = listing.items().stream().map(Album::id).toList();
          if (listing.nullItems() == 0) {
            assertEquals(truth, ids);
          } else {
            assertEquals(truth.size(), ids.size() + listing.nullItems());
            assertTrue(truth.containsAll(ids));
          }
        });
  }

  @Test
  void searchIsCompleteOrFailsWithAReason() {
    checkCompleteOrFails(
        0,
        120,
        (client, truth, plannedFaults) -> {
          List<String> ids =
              client.searchAlbums("tag:new", null, 1000).items().stream().map(Album::id).toList();
          if (plannedFaults.stream().noneMatch(PagingPropertyTest::isUndetected)) {
            assertEquals(truth, ids);
          } else {
            assertTrue(truth.containsAll(ids));
          }
        });
  }

  @Test
  void tracksAreCompleteOrFailWithAReason() {
    checkCompleteOrFails(
        1,
        170,
        (client, truth, plannedFaults) -> {
          AlbumTracks tracks = client.tracks("anAlbum", 1);
          List<String> ids = tracks.tracks().stream().map(Track::id).toList();
          switch (tracks.state()) {
            case COMPLETE -> assertEquals(truth, ids);
            case INCOMPLETE -> assertTrue(tracks.reason() != null);
            case DELETED -> throw new AssertionError("no 404 was given");
          }
        });
  }

  /** Compares the result of a client with the complete list. */
  private interface Comparison {
    void check(SpotifyClient client, List<String> truth, List<PlannedFault> plannedFaults);
  }

  /** Checks random lists of {@code min} to {@code max} IDs, page sizes and faults. */
  private static void checkCompleteOrFails(int min, int max, Comparison comparison) {
    RandomInput.check(
        1500,
        input ->
            checkCompleteOrFails(
                input.number(min, max),
                input.pick(5, 10, 20, 50),
                input.list(0, 3, () -> plannedFault(input)),
                comparison));
  }

  private static PlannedFault plannedFault(RandomInput input) {
    return new PlannedFault(
        input.pick(ListingFault.values()),
        input.pick(0, 5, 10, 15, 20, 40, 50, 60, 100, 150),
        input.pick(1, 1, 2, 3, 4, 6, 1000));
  }

  private static void checkCompleteOrFails(
      int count, int pageSize, List<PlannedFault> plannedFaults, Comparison comparison) {
    List<String> truth = FakeListing.ids(count);
    FakeTransport transport = new FakeTransport(new FakeListing(truth, pageSize, plannedFaults));
    try (SpotifyClient client = clientWithoutBudget(transport)) {
      comparison.check(client, truth, plannedFaults);
    } catch (SpotifyException reason) {
      assertTrue(EXPECTED_FAILURES.contains(reason.kind()), reason::toString);
    }
    assertOnlySpotifyWasCalled(transport);
  }

  private static boolean isUndetected(PlannedFault plannedFault) {
    return UNDETECTED_IN_A_SEARCH.contains(plannedFault.fault())
        || plannedFault.fault() == ListingFault.EMPTY_PAGE;
  }

  private static void assertOnlySpotifyWasCalled(FakeTransport transport) {
    assertTrue(
        transport.calls().stream()
            .allMatch(call -> call.uri().getHost().equals("api.spotify.com")));
  }

  private static SpotifyClient clientWithoutBudget(FakeTransport transport) {
    return FakeClients.over(
        transport,
        FakeClients.settings(0, SpotifySettings.MAX_WAIT, false),
        StateStore.inMemory(),
        new FakeTime());
  }
}
