package pipeline.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import pipeline.model.Album;
import pipeline.model.Track;
import pipeline.spotify.FakeListing.Fault;
import pipeline.spotify.FakeListing.Strike;
import pipeline.spotify.SpotifyException.Kind;

/** Whatever goes wrong: the result equals the truth, or the exception says why it does not. */
class PagingPropertyTest {
  private static final Set<Kind> REASONS =
      EnumSet.of(
          Kind.INCOMPLETE,
          Kind.PROTOCOL,
          Kind.UNREACHABLE,
          Kind.RATE_LIMITED,
          Kind.BAD_CREDENTIALS);

  /** A search has no total that means anything: what is left out of its pages, nobody can know. */
  private static final Set<Fault> UNSEEN_IN_A_SEARCH =
      EnumSet.of(Fault.SHORT_PAGE, Fault.DUPLICATE, Fault.NULL_ITEM);

  @Property(tries = 1500)
  void newReleasesAreTheTruthOrTheReason(
      @ForAll @IntRange(min = 1, max = 170) int count,
      @ForAll("sizes") int most,
      @ForAll("strikes") List<Strike> strikes) {
    isTheTruthOrTheReason(
        count,
        most,
        strikes,
        (client, truth) -> {
          Listing listing = client.newReleases(1000);
          List<String> ids = listing.albums().stream().map(Album::id).toList();
          if (listing.nullItems() == 0) {
            assertEquals(truth, ids);
          } else {
            assertEquals(count, ids.size() + listing.nullItems());
            assertTrue(truth.containsAll(ids));
          }
        });
  }

  @Property(tries = 1500)
  void aSearchIsTheTruthOrTheReason(
      @ForAll @IntRange(min = 0, max = 120) int count,
      @ForAll("sizes") int most,
      @ForAll("strikes") List<Strike> strikes) {
    isTheTruthOrTheReason(
        count,
        most,
        strikes,
        (client, truth) -> {
          List<String> ids =
              client.searchAlbums("tag:new", null, 1000).albums().stream().map(Album::id).toList();
          if (strikes.stream().noneMatch(PagingPropertyTest::stays)) {
            assertEquals(truth, ids);
          } else {
            assertTrue(truth.containsAll(ids));
          }
        });
  }

  @Property(tries = 1500)
  void tracksAreTheTruthOrTheReason(
      @ForAll @IntRange(min = 1, max = 170) int count,
      @ForAll("sizes") int most,
      @ForAll("strikes") List<Strike> strikes) {
    isTheTruthOrTheReason(
        count,
        most,
        strikes,
        (client, truth) -> {
          AlbumTracks tracks = client.tracks("anAlbum");
          List<String> ids = tracks.tracks().stream().map(Track::id).toList();
          switch (tracks.state()) {
            case COMPLETE -> assertEquals(truth, ids);
            case INCOMPLETE -> assertTrue(tracks.reason() != null);
            case GONE -> throw new AssertionError("no 404 was given");
          }
        });
  }

  /** Asks a Spotify that lists so many ids on pages of a size, and strikes. */
  private static void isTheTruthOrTheReason(
      int count, int most, List<Strike> strikes, BiConsumer<SpotifyClient, List<String>> look) {
    List<String> truth = FakeListing.ids(count);
    FakeHttp wire = new FakeHttp(new FakeListing(truth, most, strikes));
    try (SpotifyClient client = unpaced(wire)) {
      look.accept(client, truth);
    } catch (SpotifyException reason) {
      assertTrue(REASONS.contains(reason.kind()), reason::toString);
    }
    assertTokenStaysHome(wire);
  }

  private static boolean stays(Strike strike) {
    return UNSEEN_IN_A_SEARCH.contains(strike.fault()) || strike.fault() == Fault.EMPTY_PAGE;
  }

  private static void assertTokenStaysHome(FakeHttp wire) {
    assertTrue(
        wire.calls().stream().allMatch(call -> call.uri().getHost().equals("api.spotify.com")));
  }

  private static SpotifyClient unpaced(FakeHttp wire) {
    return Clients.over(
        wire,
        Clients.settings(0, SpotifySettings.MAX_WAIT, false),
        Facts.inMemory(),
        new FakeTime());
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.of(5, 10, 20, 50);
  }

  @Provide
  Arbitrary<List<Strike>> strikes() {
    Arbitrary<Integer> offsets = Arbitraries.of(0, 5, 10, 15, 20, 40, 50, 60, 100, 150);
    Arbitrary<Integer> times = Arbitraries.of(1, 1, 2, 3, 4, 6, 1000);
    return Combinators.combine(Arbitraries.of(Fault.class), offsets, times)
        .as(Strike::new)
        .list()
        .ofMinSize(0)
        .ofMaxSize(3);
  }
}
