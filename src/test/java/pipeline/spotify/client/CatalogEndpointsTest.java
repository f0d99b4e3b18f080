package pipeline.spotify.client;

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
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FakeListing.ListingFault;
import pipeline.spotify.client.FakeListing.PlannedFault;
import pipeline.spotify.http.ApiRequest;
import pipeline.testing.clock.FakeTime;

class CatalogEndpointsTest {
  private static final List<String> TRUTH = FakeListing.ids(120);

  private static FakeTransport spotify(PlannedFault... plannedFaults) {
    return new FakeTransport(new FakeListing(TRUTH, 50, List.of(plannedFaults)));
  }

  private static List<String> ids(PagedResult<Album> listing) {
    return listing.items().stream().map(Album::id).toList();
  }

  private static SpotifyException failure(FakeTransport transport) {
    return assertThrows(
        SpotifyException.class, () -> FakeClients.over(transport).newReleases(1000));
  }

  @Test
  void eachPageIsRequestedOnce() {
    FakeTransport transport = spotify();

    PagedResult<Album> listing = FakeClients.over(transport).newReleases(1000);

    assertEquals(TRUTH, ids(listing));
    assertFalse(listing.truncated());
    assertNull(listing.missing());
    assertEquals(
        List.of(
            "/v1/browse/new-releases?limit=50&offset=0",
            "/v1/browse/new-releases?limit=50&offset=100",
            "/v1/browse/new-releases?limit=50&offset=50"),
        transport.paths().stream().sorted().toList());
  }

  @Test
  void laterPagesAreRequestedTogether() throws Exception {
    CountDownLatch together = new CountDownLatch(2);
    FakeListing listing = new FakeListing(TRUTH, 50, List.of());
    FakeTransport transport =
        new FakeTransport(
            call -> {
              if (!call.path().endsWith("offset=0")) {
                together.countDown();
                await(together);
              }
              return listing.respond(call);
            });

    assertEquals(TRUTH, ids(FakeClients.over(transport).newReleases(1000)));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS), "requested one after the other");
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  void atMostEightPagesAreFetchedAhead() {
    List<String> pages = new CopyOnWriteArrayList<>();
    FakeListing listing = new FakeListing(FakeListing.ids(2000), 50, List.of());
    FakeTransport transport =
        new FakeTransport(
            call -> {
              pages.add(call.path());
              return call.path().endsWith("offset=50")
                  ? FakeTransport.error(400, "no more for you")
                  : listing.respond(call);
            });

    assertEquals(SpotifyErrorKind.BAD_REQUEST, failure(transport).kind());
    assertTrue(pages.size() <= 1 + 8 + 1, pages::toString);
  }

  @Test
  void smallerPagesThanRequestedAreFollowedInOrder() {
    // Spotify returns pages of 20 items for a limit of 50, so only the next page can be requested.
    FakeListing listing = new FakeListing(FakeListing.ids(70), 50, List.of());
    FakeTransport transport =
        new FakeTransport(
            call ->
                listing.respond(
                    ApiRequest.get(
                        URI.create(call.uri().toString().replace("limit=50", "limit=20")),
                        call.kind())));

    assertEquals(70, FakeClients.over(transport).newReleases(1000).items().size());
    assertEquals(4, transport.calls().size());
  }

  @Test
  void singlePageNeedsOneCall() {
    FakeTransport transport =
        new FakeTransport(new FakeListing(FakeListing.ids(50), 50, List.of()));

    assertEquals(50, FakeClients.over(transport).newReleases(1000).items().size());
    assertEquals(1, transport.calls().size());
  }

  @ParameterizedTest
  @CsvSource({"1, true", "50, true", "70, true", "119, true", "120, false", "121, false"})
  void limitedListingIsTruncated(int maximum, boolean truncated) {
    PagedResult<Album> listing = FakeClients.over(spotify()).newReleases(maximum);

    assertEquals(TRUTH.subList(0, Math.min(maximum, 120)), ids(listing));
    assertEquals(truncated, listing.truncated());
  }

  @ParameterizedTest
  @EnumSource(
      value = ListingFault.class,
      names = {"NEXT_FOREIGN", "NEXT_REPEATED", "NEXT_BACKWARDS", "NEXT_SKIPS"},
      mode = EnumSource.Mode.EXCLUDE)
  void temporarilyWrongPageIsRequestedAgain(ListingFault fault) {
    assertEquals(
        TRUTH, ids(FakeClients.over(spotify(new PlannedFault(fault, 50, 1))).newReleases(1000)));
  }

  @ParameterizedTest
  @EnumSource(
      value = ListingFault.class,
      names = {"NEXT_FOREIGN", "NEXT_REPEATED", "NEXT_BACKWARDS", "NEXT_SKIPS"})
  void invalidNextFailsWithoutARetry(ListingFault fault) {
    FakeTransport transport = spotify(new PlannedFault(fault, 0, 1000));

    assertEquals(SpotifyErrorKind.PROTOCOL, failure(transport).kind());
    assertEquals(1, transport.calls().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = ListingFault.class,
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
  void persistentPageFaultFails(ListingFault fault) {
    assertEquals(
        SpotifyErrorKind.INCOMPLETE, failure(spotify(new PlannedFault(fault, 50, 1000))).kind());
  }

  @Test
  void allowPartialReturnsAnIncompleteListing() {
    FakeTransport transport = spotify(new PlannedFault(ListingFault.EMPTY_PAGE, 50, 1000));

    PagedResult<Album> listing =
        FakeClients.over(transport, FakeClients.partial(), StateStore.inMemory(), new FakeTime())
            .newReleases(1000);

    assertEquals(TRUTH.subList(0, 50), ids(listing));
    assertTrue(
        String.valueOf(listing.missing())
            .contains("the list has 50 different items of a total of 120"));
  }

  @Test
  void nullEntriesAreRequestedAgainOnceAndCounted() {
    FakeTransport transport = spotify(new PlannedFault(ListingFault.NULL_ITEM, 50, 1000));

    PagedResult<Album> listing = FakeClients.over(transport).newReleases(1000);

    assertEquals(119, listing.items().size());
    assertEquals(1, listing.nullItems());
    assertEquals(2, transport.paths().stream().filter(path -> path.endsWith("offset=50")).count());
  }

  /** Reads the listing, and changes it after the first page. */
  private static List<String> readWhile(Consumer<FakeListing> change) {
    FakeListing listing = new FakeListing(TRUTH, 50, List.of());
    AtomicInteger calls = new AtomicInteger();
    FakeTransport transport =
        new FakeTransport(
            call -> {
              if (calls.incrementAndGet() == 2) {
                change.accept(listing);
              }
              return listing.respond(call);
            });
    return ids(FakeClients.over(transport).newReleases(1000));
  }

  @Test
  void listingThatChangesWhileItIsReadIsReadAgain() {
    List<String> newOneAtTheTop = readWhile(listing -> listing.insertFirst("newcomer"));
    assertEquals(120, newOneAtTheTop.size());
    assertEquals("newcomer", newOneAtTheTop.get(0));

    List<String> oneLess = readWhile(FakeListing::removeFirst);
    assertEquals(TRUTH.subList(1, 120), oneLess);

    List<String> turnedRound = readWhile(FakeListing::reverse);
    assertEquals(new HashSet<>(TRUTH), new HashSet<>(turnedRound));
    assertEquals(TRUTH.get(119), turnedRound.get(0));
  }

  /** docs/spotify.md describes this limitation. */
  @Test
  void balancedChangeOfTheListingIsNotDetected() {
    List<String> ids = readWhile(listing -> listing.appendLast("newcomer"));

    assertEquals(120, ids.size());
    assertFalse(ids.contains(TRUTH.get(50)));
  }

  @Test
  void permanentlyChangingListingFails() {
    FakeListing listing = new FakeListing(TRUTH, 50, List.of());
    AtomicInteger calls = new AtomicInteger();
    FakeTransport transport =
        new FakeTransport(
            call -> {
              listing.insertFirst("newcomer" + calls.incrementAndGet());
              return listing.respond(call);
            });

    assertEquals(SpotifyErrorKind.INCOMPLETE, failure(transport).kind());
  }

  @Test
  void searchRequestsOnePageAfterTheLast() {
    FakeTransport transport = spotify(new PlannedFault(ListingFault.NEXT_NULL, 50, 1000));

    PagedResult<Album> listing = FakeClients.over(transport).searchAlbums("tag:new", "DE", 1000);

    assertEquals(TRUTH, ids(listing));
    assertFalse(listing.truncated());
    assertTrue(
        transport
            .paths()
            .get(0)
            .equals("/v1/search?q=tag%3Anew&type=album&market=DE&limit=50&offset=0"),
        transport.paths().get(0));
  }

  @Test
  void searchPageWithARepeatedAlbumIsRequestedAgain() {
    PlannedFault once = new PlannedFault(ListingFault.DUPLICATE, 0, 1);
    FakeTransport transport =
        new FakeTransport(new FakeListing(FakeListing.ids(23), 50, List.of(once)));

    List<Album> albums = FakeClients.over(transport).searchAlbums("tag:new", null, 100).items();

    assertEquals(FakeListing.ids(23), albums.stream().map(Album::id).toList());
  }

  @Test
  void invalidPageAfterTheLastIsNotTheEnd() {
    List<PlannedFault> cut =
        List.of(
            new PlannedFault(ListingFault.NEXT_NULL, 10, 2),
            new PlannedFault(ListingFault.NULL_PAGE, 20, 1));
    FakeTransport transport = new FakeTransport(new FakeListing(FakeListing.ids(23), 10, cut));

    List<Album> albums = FakeClients.over(transport).searchAlbums("tag:new", null, 100).items();

    assertEquals(FakeListing.ids(23), albums.stream().map(Album::id).toList());
  }

  @Test
  void searchStopsAtAThousandResults() {
    FakeTransport transport =
        new FakeTransport(new FakeListing(FakeListing.ids(1500), 50, List.of()));

    PagedResult<Album> listing = FakeClients.over(transport).searchAlbums("year:2024", null, 5000);

    assertEquals(1000, listing.items().size());
    assertTrue(listing.truncated());
    assertTrue(transport.paths().stream().noneMatch(path -> path.contains("offset=1000")));
  }

  @ParameterizedTest
  @CsvSource({"50, 50, 1", "20, 20, 2", "10, 10, 3", "5, 5, 4"})
  void largestAllowedPageSizeIsFoundAndStored(int maximum, String stored, int calls) {
    StateStore stateStore = StateStore.inMemory();
    FakeTime time = new FakeTime();
    FakeTransport first =
        new FakeTransport(new FakeListing(FakeListing.ids(3), maximum, List.of()));
    FakeTransport second =
        new FakeTransport(new FakeListing(FakeListing.ids(3), maximum, List.of()));

    FakeClients.over(first, FakeClients.SETTINGS, stateStore, time).newReleases(100);
    FakeClients.over(second, FakeClients.SETTINGS, stateStore, time).newReleases(100);

    assertEquals(calls, first.calls().size());
    assertEquals(1, second.calls().size());
    assertEquals(maximum == 50 ? "" : stored, stateStore.find("page-size.new-releases").orElse(""));
  }

  @Test
  void badRequestWithoutInvalidLimitIsFinal() {
    FakeTransport transport = new FakeTransport(call -> FakeTransport.error(400, "Invalid market"));

    assertEquals(SpotifyErrorKind.BAD_REQUEST, failure(transport).kind());
    assertEquals(1, transport.calls().size());
  }

  @Test
  void searchPageIsTruncatedIfThereIsANextPage() {
    SpotifyClient client = FakeClients.over(spotify());

    PagedResult<Album> middle = client.searchPage("year:2024", null, 50, 10);
    PagedResult<Album> last = client.searchPage("year:2024", null, 110, 10);

    assertEquals(TRUTH.subList(50, 60), middle.items().stream().map(Album::id).toList());
    assertTrue(middle.truncated());
    assertEquals(10, last.items().size());
    assertFalse(last.truncated());
  }

  @Test
  void persistentlyWrongSearchPageFails() {
    SpotifyClient client =
        FakeClients.over(spotify(new PlannedFault(ListingFault.NULL_PAGE, 50, 1000)));

    SpotifyException failure =
        assertThrows(SpotifyException.class, () -> client.searchPage("year:2024", null, 50, 10));

    assertEquals(SpotifyErrorKind.INCOMPLETE, failure.kind());
  }

  @Test
  void impossiblePagesAreRejected() {
    SpotifyClient client = FakeClients.over(spotify());

    assertThrows(IllegalArgumentException.class, () -> client.searchPage("x", null, 995, 10));
    assertThrows(IllegalArgumentException.class, () -> client.newReleases(0));
  }
}
