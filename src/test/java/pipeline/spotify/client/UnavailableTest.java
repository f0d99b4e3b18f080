package pipeline.spotify.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.retry.Jitter;
import pipeline.spotify.retry.RateLimitBlock;
import pipeline.spotify.retry.RateLimitGate;
import pipeline.testing.clock.FakeTime;

/** Tests server errors with a Retry-After. */
class UnavailableTest {
  private final FakeTime time = new FakeTime();
  private final StateStore stateStore = StateStore.inMemory();
  private final FakeListing listing = new FakeListing(FakeListing.ids(3), 50, List.of());

  private static ApiResponse reply(int status, String retryAfter) {
    return FakeTransport.reply(status, "", Map.of("Retry-After", retryAfter));
  }

  private FakeTransport answering(int times, ApiResponse first) {
    AtomicInteger remaining = new AtomicInteger(times);
    return new FakeTransport(
        call -> remaining.getAndDecrement() > 0 ? first : listing.respond(call));
  }

  private SpotifyClient client(FakeTransport transport) {
    return FakeClients.over(transport, FakeClients.SETTINGS, stateStore, time);
  }

  private SpotifyException failure(FakeTransport transport) {
    return assertThrows(SpotifyException.class, () -> client(transport).newReleases(10));
  }

  @ParameterizedTest
  @CsvSource({
    "503, 30",
    "503, 'Sat, 21 Nov 2026 00:00:30 GMT'",
    "500, 30",
    "502, 30",
    "504, 30",
    "408, 30",
    "520, 30",
  })
  void retryAfterOfAServerErrorIsObeyed(int status, String retryAfter) {
    SpotifyClient client = client(answering(1, reply(status, retryAfter)));

    assertEquals(3, client.newReleases(10).items().size());

    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(30)) >= 0, "no less");
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(35)) < 0, "little more");
    assertEquals(0, client.requestStats().throttled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "0"})
  void serverErrorWithoutRetryAfterIsRetriedWithBackoff(String retryAfter) {
    FakeTransport transport = answering(99, reply(503, retryAfter));

    assertEquals(SpotifyErrorKind.UNREACHABLE, failure(transport).kind());
    assertEquals(5, transport.calls().size());
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(13)) < 0);
  }

  @Test
  void fiveServerErrorsWithRetryAfterFail() {
    FakeTransport transport = answering(99, reply(503, "100"));

    assertEquals(SpotifyErrorKind.UNREACHABLE, failure(transport).kind());
    assertEquals(5, transport.calls().size());
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(400)) >= 0);
  }

  @Test
  void retryAfterOfAServerErrorBeyondMaxWaitFails() {
    FakeTransport transport = answering(99, reply(503, "3600"));

    SpotifyException end = failure(transport);

    assertEquals(SpotifyErrorKind.RATE_LIMITED, end.kind());
    assertEquals(FakeTime.START.plusSeconds(3601), end.retryAt().orElseThrow());
    assertTrue(
        end.getMessage()
            .startsWith(
                "Spotify answers 503 and requires a wait of 3600 s, which exceeds --max-wait;"),
        end.getMessage());
    assertEquals(1, transport.calls().size());
    assertTrue(stateStore.find("block").isPresent());
  }

  @Test
  void serverErrorPausesAllThreadsAndKeepsTheBudget() {
    RateLimitGate gate =
        new RateLimitGate(
            FakeClients.settings(8, Duration.ofMinutes(2), false),
            new RateLimitBlock(stateStore, time, false),
            time,
            new Jitter(() -> 0),
            time);
    gate.leave(
        ApiRequest.get(URI.create("https://a.example/x"), "test"), gate.enter(), reply(503, "10"));

    for (int i = 0; i < 7; i++) {
      gate.leave(
          ApiRequest.get(URI.create("https://a.example/x"), "test"),
          gate.enter(),
          FakeTransport.json(200, "{}"));
    }

    assertEquals(Duration.ofSeconds(10), time.elapsed());
  }

  @Test
  void serverErrorWaitsDoNotCountFor429s() {
    AtomicInteger calls = new AtomicInteger();
    FakeTransport transport =
        new FakeTransport(
            call ->
                switch (calls.incrementAndGet()) {
                  case 1 -> reply(503, "100");
                  case 2 -> FakeTransport.throttled("100");
                  default -> listing.respond(call);
                });

    assertEquals(3, client(transport).newReleases(10).items().size());
  }
}
