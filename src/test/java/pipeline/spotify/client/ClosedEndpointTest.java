package pipeline.spotify.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.testing.clock.FakeTime;

/** Checks that repeated 429s with short waits mark an endpoint as closed. */
class ClosedEndpointTest {
  private final FakeTime time = new FakeTime();

  private SpotifyException failure(FakeTransport transport) {
    return assertThrows(
        SpotifyException.class, () -> FakeClients.over(transport, time).newReleases(99));
  }

  @Test
  void four429sWithShortWaitsCloseNewReleases() {
    FakeTransport transport = new FakeTransport(call -> FakeTransport.throttled("11"));

    SpotifyException closed = failure(transport);

    assertEquals(SpotifyErrorKind.CLOSED, closed.kind());
    assertTrue(closed.isEndpointRefused());
    assertTrue(closed.getMessage().contains("(Retry-After: 11)"), closed.getMessage());
    assertEquals(4, transport.calls().size());
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(33)) >= 0, "each wait is obeyed");
  }

  @Test
  void longWaitAfterTwoShortWaitsDoesNotCloseNewReleases() {
    FakeListing listing = new FakeListing(FakeListing.ids(3), 50, List.of());
    Iterator<String> waits = List.of("1", "1", "15").iterator();
    FakeTransport transport =
        new FakeTransport(
            call ->
                waits.hasNext() ? FakeTransport.throttled(waits.next()) : listing.respond(call));

    assertEquals(3, FakeClients.over(transport, time).newReleases(99).items().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon"})
  void endless429sWithoutRetryAfterAreARateLimit(String retryAfter) {
    assertEquals(
        SpotifyErrorKind.RATE_LIMITED,
        failure(new FakeTransport(call -> FakeTransport.throttled(retryAfter))).kind());
  }

  @Test
  void repeated429sOfALaterPageAreRetried() {
    FakeListing listing = new FakeListing(FakeListing.ids(70), 50, List.of());
    AtomicInteger remaining = new AtomicInteger(6);
    FakeTransport transport =
        new FakeTransport(
            call ->
                call.path().endsWith("=50") && remaining.getAndDecrement() > 0
                    ? FakeTransport.throttled("2")
                    : listing.respond(call));

    assertEquals(70, FakeClients.over(transport, time).newReleases(99).items().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          11 | the sum of the waits exceeds --max-wait: Spotify requires a wait of 11 s, after waits of 10 × 11 s (110 s in total) without a success
          70 | the sum of the waits exceeds --max-wait: Spotify requires a wait of 70 s, after waits of 70 s (70 s in total) without a success
          121 | Spotify requires a wait of 121 s, which exceeds --max-wait; run again at
          '' | the sum of the waits exceeds --max-wait: Spotify answers 429 without a Retry-After, after waits of 1 s, 2 s, 4 s, 8 s, 16 s, 32 s (63 s in total);
          """)
  void endless429sOfOtherEndpointsFailAndListTheWaits(String retryAfter, String waits) {
    FakeTransport transport = new FakeTransport(call -> FakeTransport.throttled(retryAfter));

    SpotifyException end =
        assertThrows(
            SpotifyException.class, () -> FakeClients.over(transport, time).tracks("anAlbum", 1));

    assertEquals(SpotifyErrorKind.RATE_LIMITED, end.kind());
    assertTrue(end.getMessage().contains(waits), end.getMessage());
  }
}
