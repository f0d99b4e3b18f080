package pipeline.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.model.Album;
import pipeline.spotify.FakeListing.Fault;
import pipeline.spotify.FakeListing.Strike;
import pipeline.spotify.SpotifyException.Kind;

class AlbumsTest {
  private static final List<String> TRUTH = FakeListing.ids(120);

  private static FakeHttp spotify(Strike... strikes) {
    return new FakeHttp(new FakeListing(TRUTH, 50, List.of(strikes)));
  }

  private static List<String> ids(Listing listing) {
    return listing.albums().stream().map(Album::id).toList();
  }

  private static SpotifyException failure(FakeHttp wire) {
    return assertThrows(SpotifyException.class, () -> Clients.over(wire).newReleases(1000));
  }

  @Test
  void readsEachPageOnce() {
    FakeHttp wire = spotify();

    Listing listing = Clients.over(wire).newReleases(1000);

    assertEquals(TRUTH, ids(listing));
    assertFalse(listing.truncated());
    assertNull(listing.missing());
    assertEquals(
        List.of(
            "/v1/browse/new-releases?limit=50&offset=0",
            "/v1/browse/new-releases?limit=50&offset=100",
            "/v1/browse/new-releases?limit=50&offset=50"),
        wire.paths().stream().sorted().toList());
  }

  @Test
  void afterTheFirstPageAllOthersAreAskedForAtOnce() throws Exception {
    CountDownLatch together = new CountDownLatch(2);
    FakeListing listing = new FakeListing(TRUTH, 50, List.of());
    FakeHttp wire =
        new FakeHttp(
            call -> {
              if (!call.path().endsWith("offset=0")) {
                together.countDown();
                await(together);
              }
              return listing.to(call);
            });

    assertEquals(TRUTH, ids(Clients.over(wire).newReleases(1000)));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS), "asked for one after the other");
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  void noMoreThanEightPagesAreAskedForAhead() {
    List<String> pages = new CopyOnWriteArrayList<>();
    FakeListing listing = new FakeListing(FakeListing.ids(2000), 50, List.of());
    FakeHttp wire =
        new FakeHttp(
            call -> {
              pages.add(call.path());
              return call.path().endsWith("offset=50")
                  ? FakeHttp.error(400, "no more for you")
                  : listing.to(call);
            });

    assertEquals(Kind.BAD_REQUEST, failure(wire).kind());
    assertTrue(pages.size() <= 1 + 8 + 1, pages::toString);
  }

  @Test
  void aPageThatIsCutShortByTheApiIsFollowedByTheNextOne() {
    // Asked for fifty, it gives twenty and says so: what comes then is known page by page only.
    FakeListing listing = new FakeListing(FakeListing.ids(70), 50, List.of());
    FakeHttp wire =
        new FakeHttp(
            call ->
                listing.to(
                    HttpCall.get(
                        URI.create(call.uri().toString().replace("limit=50", "limit=20")),
                        call.kind())));

    assertEquals(70, Clients.over(wire).newReleases(1000).albums().size());
    assertEquals(4, wire.calls().size());
  }

  @Test
  void oneCallIsEnoughForOnePage() {
    FakeHttp wire = new FakeHttp(new FakeListing(FakeListing.ids(50), 50, List.of()));

    assertEquals(50, Clients.over(wire).newReleases(1000).albums().size());
    assertEquals(1, wire.calls().size());
  }

  @ParameterizedTest
  @CsvSource({"1, true", "50, true", "70, true", "119, true", "120, false", "121, false"})
  void saysWhetherACapLeftSomething(int most, boolean truncated) {
    Listing listing = Clients.over(spotify()).newReleases(most);

    assertEquals(TRUTH.subList(0, Math.min(most, 120)), ids(listing));
    assertEquals(truncated, listing.truncated());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NEXT_FOREIGN", "NEXT_REPEATED", "NEXT_BACKWARDS", "NEXT_SKIPS"},
      mode = EnumSource.Mode.EXCLUDE)
  void aPageThatIsWrongOnceIsAskedForAgain(Fault fault) {
    assertEquals(TRUTH, ids(Clients.over(spotify(new Strike(fault, 50, 1))).newReleases(1000)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NEXT_FOREIGN", "NEXT_REPEATED", "NEXT_BACKWARDS", "NEXT_SKIPS"})
  void aNextThatLeadsElsewhereIsFinal(Fault fault) {
    FakeHttp wire = spotify(new Strike(fault, 0, 1000));

    assertEquals(Kind.PROTOCOL, failure(wire).kind());
    assertEquals(1, wire.calls().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "NULL_PAGE",
        "NO_PAGE",
        "EMPTY_PAGE",
        "SHORT_PAGE",
        "DUPLICATE",
        "OTHER_PAGE",
        "WRONG_TOTAL",
        "CUT",
        "NOT_JSON"
      })
  void aPageThatStaysWrongIsLoud(Fault fault) {
    assertEquals(Kind.INCOMPLETE, failure(spotify(new Strike(fault, 50, 1000))).kind());
  }

  @Test
  void whatIsPartialIsGivenAndNamedWhereThatIsAllowed() {
    FakeHttp wire = spotify(new Strike(Fault.EMPTY_PAGE, 50, 1000));

    Listing listing =
        Clients.over(wire, Clients.partial(), Facts.inMemory(), new FakeTime()).newReleases(1000);

    assertEquals(TRUTH.subList(0, 50), ids(listing));
    assertTrue(String.valueOf(listing.missing()).contains("50 rows of a total of 120"));
  }

  @Test
  void nullsThatStayAreCountedAndAskedForOnceMore() {
    FakeHttp wire = spotify(new Strike(Fault.NULL_ITEM, 50, 1000));

    Listing listing = Clients.over(wire).newReleases(1000);

    assertEquals(119, listing.albums().size());
    assertEquals(1, listing.nullItems());
    assertEquals(2, wire.paths().stream().filter(path -> path.endsWith("offset=50")).count());
  }

  /** Something happens to the listing when its first page has been read. */
  private static List<String> readWhile(Consumer<FakeListing> moves) {
    FakeListing listing = new FakeListing(TRUTH, 50, List.of());
    AtomicInteger calls = new AtomicInteger();
    FakeHttp wire =
        new FakeHttp(
            call -> {
              if (calls.incrementAndGet() == 2) {
                moves.accept(listing);
              }
              return listing.to(call);
            });
    return ids(Clients.over(wire).newReleases(1000));
  }

  @Test
  void aListingThatMovesWhileItIsReadIsReadAgain() {
    List<String> newOneAtTheTop = readWhile(listing -> listing.moveDown("newcomer"));
    assertEquals(120, newOneAtTheTop.size());
    assertEquals("newcomer", newOneAtTheTop.get(0));

    List<String> oneLess = readWhile(FakeListing::loseTheFirst);
    assertEquals(TRUTH.subList(1, 120), oneLess);

    List<String> turnedRound = readWhile(FakeListing::turnRound);
    assertEquals(new HashSet<>(TRUTH), new HashSet<>(turnedRound));
    assertEquals(TRUTH.get(119), turnedRound.get(0));
  }

  /** The limit that docs/spotify.md names. */
  @Test
  void oneThatGoesWhileAnotherComesBehindItIsNotSeen() {
    List<String> ids = readWhile(listing -> listing.moveUp("newcomer"));

    assertEquals(120, ids.size());
    assertFalse(ids.contains(TRUTH.get(50)));
  }

  @Test
  void aListingThatNeverRestsIsLoud() {
    FakeListing listing = new FakeListing(TRUTH, 50, List.of());
    AtomicInteger calls = new AtomicInteger();
    FakeHttp wire =
        new FakeHttp(
            call -> {
              listing.moveDown("newcomer" + calls.incrementAndGet());
              return listing.to(call);
            });

    assertEquals(Kind.INCOMPLETE, failure(wire).kind());
  }

  @Test
  void aSearchLooksOnceBehindItsLastPage() {
    FakeHttp wire = spotify(new Strike(Fault.NEXT_NULL, 50, 1000));

    Listing listing = Clients.over(wire).searchAlbums("tag:new", "DE", 1000);

    assertEquals(TRUTH, ids(listing));
    assertFalse(listing.truncated());
    assertTrue(
        wire.paths().get(0).equals("/v1/search?q=tag%3Anew&type=album&market=DE&limit=50&offset=0"),
        wire.paths().get(0));
  }

  @Test
  void anAlbumThatIsTwiceInAPageOfASearchIsAskedForOnceMore() {
    Strike once = new Strike(Fault.DUPLICATE, 0, 1);
    FakeHttp wire = new FakeHttp(new FakeListing(FakeListing.ids(23), 50, List.of(once)));

    List<Album> albums = Clients.over(wire).searchAlbums("tag:new", null, 100).albums();

    assertEquals(FakeListing.ids(23), albums.stream().map(Album::id).toList());
  }

  @Test
  void aLookBehindTheLastPageThatShowsNoPageIsNoEnd() {
    List<Strike> cut =
        List.of(new Strike(Fault.NEXT_NULL, 10, 2), new Strike(Fault.NULL_PAGE, 20, 1));
    FakeHttp wire = new FakeHttp(new FakeListing(FakeListing.ids(23), 10, cut));

    List<Album> albums = Clients.over(wire).searchAlbums("tag:new", null, 100).albums();

    assertEquals(FakeListing.ids(23), albums.stream().map(Album::id).toList());
  }

  @Test
  void aSearchGoesNoDeeperThanAThousand() {
    FakeHttp wire = new FakeHttp(new FakeListing(FakeListing.ids(1500), 50, List.of()));

    Listing listing = Clients.over(wire).searchAlbums("year:2024", null, 5000);

    assertEquals(1000, listing.albums().size());
    assertTrue(listing.truncated());
    assertTrue(wire.paths().stream().noneMatch(path -> path.contains("offset=1000")));
  }

  @ParameterizedTest
  @CsvSource({"50, 50, 1", "20, 20, 2", "10, 10, 3", "5, 5, 4"})
  void findsTheLargestPageAndRemembersIt(int most, String remembered, int tries) {
    Facts facts = Facts.inMemory();
    FakeTime time = new FakeTime();
    FakeHttp first = new FakeHttp(new FakeListing(FakeListing.ids(3), most, List.of()));
    FakeHttp second = new FakeHttp(new FakeListing(FakeListing.ids(3), most, List.of()));

    Clients.over(first, Clients.SETTINGS, facts, time).newReleases(10);
    Clients.over(second, Clients.SETTINGS, facts, time).newReleases(10);

    assertEquals(tries, first.calls().size());
    assertEquals(1, second.calls().size());
    assertEquals(most == 50 ? "" : remembered, facts.read("page-size.new-releases").orElse(""));
  }

  @Test
  void aBadRequestThatIsNotAboutTheLimitIsFinal() {
    FakeHttp wire = new FakeHttp(call -> FakeHttp.error(400, "Invalid market"));

    assertEquals(Kind.BAD_REQUEST, failure(wire).kind());
    assertEquals(1, wire.calls().size());
  }

  @Test
  void aSearchPageSaysWhetherThereAreMore() {
    SpotifyClient client = Clients.over(spotify());

    Page middle = client.searchPage("year:2024", null, 50, 10);
    Page last = client.searchPage("year:2024", null, 110, 10);

    assertEquals(TRUTH.subList(50, 60), middle.albums().stream().map(Album::id).toList());
    assertTrue(middle.more());
    assertEquals(10, last.albums().size());
    assertFalse(last.more());
  }

  @Test
  void aSearchPageThatStaysWrongIsLoud() {
    SpotifyClient client = Clients.over(spotify(new Strike(Fault.NULL_PAGE, 50, 1000)));

    SpotifyException failure =
        assertThrows(SpotifyException.class, () -> client.searchPage("year:2024", null, 50, 10));

    assertEquals(Kind.INCOMPLETE, failure.kind());
  }

  @Test
  void refusesPagesThatCannotBe() {
    SpotifyClient client = Clients.over(spotify());

    assertThrows(IllegalArgumentException.class, () -> client.searchPage("x", null, 995, 10));
    assertThrows(IllegalArgumentException.class, () -> client.newReleases(0));
  }
}
