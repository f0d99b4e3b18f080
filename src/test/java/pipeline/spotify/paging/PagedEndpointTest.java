package pipeline.spotify.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pipeline.spotify.api.PagedResult;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.client.FakeListing;
import pipeline.spotify.client.FakeListing.ListingFault;
import pipeline.spotify.client.FakeListing.PlannedFault;
import pipeline.spotify.client.FakeTransport;
import pipeline.spotify.http.JsonClient;

class PagedEndpointTest {
  private static final List<String> TRUTH = FakeListing.ids(120);
  private static final Paginator.PagingConfig COUNTED =
      new Paginator.PagingConfig(1000, 50, true, 1000);

  private static FakeTransport listing(PlannedFault... strikes) {
    return new FakeTransport(new FakeListing(TRUTH, 50, List.of(strikes)));
  }

  private static PagedEndpoint<String> rows(FakeTransport wire) {
    JsonClient api = new JsonClient(wire, FakeClients.API);
    return new PagedEndpoint<>(
        api,
        "things",
        URI.create(FakeClients.API + "/things"),
        Map.of("market", "DE"),
        answer -> answer.get("albums"),
        (row, position) -> row.get("id").getAsString(),
        id -> id,
        Runnable::run);
  }

  @Test
  void areAllRowsOfAllPagesWithTheParametersOfEach() {
    FakeTransport wire = listing();

    PagedResult<String> found = rows(wire).read(COUNTED, false);

    assertEquals(TRUTH, found.items());
    assertNull(found.missing());
    assertEquals(
        List.of(0, 50, 100),
        wire.calls().stream()
            .map(call -> FakeListing.parameters(call.uri().getRawQuery()))
            .filter(all -> "DE".equals(all.get("market")) && "50".equals(all.get("limit")))
            .map(all -> Integer.valueOf(all.get("offset")))
            .toList());
  }

  @Test
  void whatIsNotWholeIsAFailureThatSaysWhatToDo() {
    PagedEndpoint<String> rows = rows(listing(new PlannedFault(ListingFault.EMPTY_PAGE, 50, 1000)));

    SpotifyException failure =
        assertThrows(SpotifyException.class, () -> rows.read(COUNTED, false));

    assertEquals(SpotifyErrorKind.INCOMPLETE, failure.kind());
    assertTrue(failure.getMessage().startsWith("The list /v1/things is not whole"));
    assertTrue(failure.getMessage().contains("--allow-partial"), failure.getMessage());
  }

  @Test
  void orAPartWhereThatIsAllowed() {
    PagedEndpoint<String> rows = rows(listing(new PlannedFault(ListingFault.EMPTY_PAGE, 50, 1000)));

    PagedResult<String> found = rows.read(COUNTED, true);

    assertEquals(TRUTH.subList(0, 50), found.items());
    assertEquals("it has 50 rows of a total of 120", found.missing());
  }
}
