package pipeline.spotify.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.client.FakeListing;
import pipeline.spotify.client.FakeListing.ListingFault;
import pipeline.spotify.client.FakeListing.PlannedFault;
import pipeline.spotify.client.FakeTransport;
import pipeline.spotify.http.JsonClient;

class PagedEndpointTest {
  private static final List<String> TRUTH = FakeListing.ids(120);

  private static FakeTransport listing(PlannedFault... faults) {
    return new FakeTransport(new FakeListing(TRUTH, 50, List.of(faults)));
  }

  private static PagedEndpoint<String> endpoint(FakeTransport transport, boolean allowPartial) {
    JsonClient api = new JsonClient(transport, FakeClients.API);
    return new PagedEndpoint<>(
        PagingContext.create(api, StateStore.inMemory(), 1, allowPartial),
        "things",
        URI.create(FakeClients.API + "/things"),
        Map.of("market", "DE"),
        "albums",
        false,
        (entry, position) -> entry.get("id").getAsString(),
        id -> id,
        true,
        1000);
  }

  @Test
  void listHasTheItemsOfAllPages() {
    FakeTransport transport = listing();

    PagedResult<String> list = endpoint(transport, false).list(1000);

    assertEquals(TRUTH, list.items());
    assertNull(list.missing());
    assertEquals(
        Set.of("0", "50", "100"),
        transport.calls().stream()
            .map(call -> FakeListing.parameters(call.uri().getRawQuery()))
            .filter(all -> "DE".equals(all.get("market")) && "50".equals(all.get("limit")))
            .map(all -> all.get("offset"))
            .collect(Collectors.toSet()));
  }

  @Test
  void incompleteListFailsAndNamesTheRemedy() {
    PagedEndpoint<String> endpoint =
        endpoint(listing(new PlannedFault(ListingFault.EMPTY_PAGE, 50, 1000)), false);

    SpotifyException failure = assertThrows(SpotifyException.class, () -> endpoint.list(1000));

    assertEquals(SpotifyErrorKind.INCOMPLETE, failure.kind());
    assertEquals(
        "incomplete list: /v1/things (the list has 50 different items of a total of 120); retry"
            + " later, or use --allow-partial",
        failure.getMessage());
  }

  @Test
  void incompleteListIsReturnedIfThatIsAllowed() {
    PagedEndpoint<String> endpoint =
        endpoint(listing(new PlannedFault(ListingFault.EMPTY_PAGE, 50, 1000)), true);

    PagedResult<String> list = endpoint.list(1000);

    assertEquals(TRUTH.subList(0, 50), list.items());
    assertEquals("the list has 50 different items of a total of 120", list.missing());
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void missingFirstPageIsRequestedOnceMore(int status) {
    FakeTransport transport = new FakeTransport(call -> FakeTransport.error(status, "No such id"));

    SpotifyException failure =
        assertThrows(SpotifyException.class, () -> endpoint(transport, false).list(1000));

    assertEquals(SpotifyErrorKind.NOT_FOUND, failure.kind());
    assertEquals(2, transport.calls().size());
  }

  @Test
  void missingLaterPageMakesTheListIncomplete() {
    FakeListing listing = new FakeListing(TRUTH, 50, List.of());
    FakeTransport transport =
        new FakeTransport(
            call ->
                call.path().endsWith("offset=50")
                    ? FakeTransport.error(404, "No such id")
                    : listing.respond(call));

    assertEquals(TRUTH.subList(0, 50), endpoint(transport, true).list(1000).items());
  }

  @Test
  void pageOutsideTheWindowIsRejected() {
    PagedEndpoint<String> endpoint = endpoint(listing(), false);

    assertThrows(IllegalArgumentException.class, () -> endpoint.page(990, 11));
    assertThrows(IllegalArgumentException.class, () -> endpoint.list(0));
  }
}
