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

/** Whatever goes wrong: the result equals the truth, or the exception says why it does not. */
class PagingPropertyTest {
  private static final Set<SpotifyErrorKind> REASONS =
      EnumSet.of(
          SpotifyErrorKind.INCOMPLETE,
          SpotifyErrorKind.PROTOCOL,
          SpotifyErrorKind.UNREACHABLE,
          SpotifyErrorKind.RATE_LIMITED,
          SpotifyErrorKind.CLOSED,
          SpotifyErrorKind.BAD_CREDENTIALS);

  /** A search has no total that means anything: what is left out of its pages, nobody can know. */
  private static final Set<ListingFault> UNSEEN_IN_A_SEARCH =
      EnumSet.of(ListingFault.SHORT_PAGE, ListingFault.DUPLICATE, ListingFault.NULL_ITEM);

  @Test
  void newReleasesAreCompleteOrFailWithAReason() {
    isTheTruthOrTheReason(
        1,
        170,
        (client, truth, strikes) -> {
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
    isTheTruthOrTheReason(
        0,
        120,
        (client, truth, strikes) -> {
          List<String> ids =
              client.searchAlbums("tag:new", null, 1000).items().stream().map(Album::id).toList();
          if (strikes.stream().noneMatch(PagingPropertyTest::stays)) {
            assertEquals(truth, ids);
          } else {
            assertTrue(truth.containsAll(ids));
          }
        });
  }

  @Test
  void tracksAreCompleteOrFailWithAReason() {
    isTheTruthOrTheReason(
        1,
        170,
        (client, truth, strikes) -> {
          AlbumTracks tracks = client.tracks("anAlbum");
          List<String> ids = tracks.tracks().stream().map(Track::id).toList();
          switch (tracks.state()) {
            case COMPLETE -> assertEquals(truth, ids);
            case INCOMPLETE -> assertTrue(tracks.reason() != null);
            case DELETED -> throw new AssertionError("no 404 was given");
          }
        });
  }

  /** Compares what a client reads with the ids that a Spotify with faults lists. */
  private interface Comparison {
    void check(SpotifyClient client, List<String> truth, List<PlannedFault> strikes);
  }

  /** Asks a Spotify that lists {@code min} to {@code max} ids on pages of a size, with faults. */
  private static void isTheTruthOrTheReason(int min, int max, Comparison comparison) {
    RandomInput.check(
        1500,
        input ->
            isTheTruthOrTheReason(
                input.number(min, max),
                input.pick(5, 10, 20, 50),
                input.list(0, 3, () -> strike(input)),
                comparison));
  }

  private static PlannedFault strike(RandomInput input) {
    return new PlannedFault(
        input.pick(ListingFault.values()),
        input.pick(0, 5, 10, 15, 20, 40, 50, 60, 100, 150),
        input.pick(1, 1, 2, 3, 4, 6, 1000));
  }

  private static void isTheTruthOrTheReason(
      int count, int pageSize, List<PlannedFault> strikes, Comparison comparison) {
    List<String> truth = FakeListing.ids(count);
    FakeTransport wire = new FakeTransport(new FakeListing(truth, pageSize, strikes));
    try (SpotifyClient client = unpaced(wire)) {
      comparison.check(client, truth, strikes);
    } catch (SpotifyException reason) {
      assertTrue(REASONS.contains(reason.kind()), reason::toString);
    }
    assertTokenStaysHome(wire);
  }

  private static boolean stays(PlannedFault strike) {
    return UNSEEN_IN_A_SEARCH.contains(strike.fault()) || strike.fault() == ListingFault.EMPTY_PAGE;
  }

  private static void assertTokenStaysHome(FakeTransport wire) {
    assertTrue(
        wire.calls().stream().allMatch(call -> call.uri().getHost().equals("api.spotify.com")));
  }

  private static SpotifyClient unpaced(FakeTransport wire) {
    return FakeClients.over(
        wire,
        FakeClients.settings(0, SpotifySettings.MAX_WAIT, false),
        StateStore.inMemory(),
        new FakeTime());
  }
}
