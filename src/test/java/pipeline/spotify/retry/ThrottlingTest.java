package pipeline.spotify.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.SpotifySettings;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.client.FakeListing;
import pipeline.spotify.client.FakeTransport;
import pipeline.spotify.client.SpotifyClient;
import pipeline.spotify.http.ApiResponse;
import pipeline.testing.clock.FakeTime;

class ThrottlingTest {
  private static final String NAMELESS = "{\"error\":{\"status\":429}}";
  private static final String QUOTA =
      "{\"error\":{\"status\":429,\"message\":\"Too many\",\"reason\":\"QUOTA_EXCEEDED\"}}";

  private final FakeTime time = new FakeTime();
  private final StateStore facts = StateStore.inMemory();
  private final FakeListing listing = new FakeListing(FakeListing.ids(3), 50, java.util.List.of());

  /** Answers the first requests with this response, and later ones normally. */
  private FakeTransport throttling(int times, ApiResponse by) {
    AtomicInteger remaining = new AtomicInteger(times);
    return new FakeTransport(call -> remaining.getAndDecrement() > 0 ? by : listing.respond(call));
  }

  private SpotifyClient client(FakeTransport transport) {
    return FakeClients.over(transport, FakeClients.SETTINGS, facts, time);
  }

  private SpotifyException rateLimited(SpotifyClient client) {
    SpotifyException end = assertThrows(SpotifyException.class, () -> client.newReleases(10));
    assertEquals(SpotifyErrorKind.RATE_LIMITED, end.kind());
    return end;
  }

  @Test
  void waitsAsLongAsSpotifyAsks() {
    SpotifyClient client = client(throttling(1, FakeTransport.throttled("7")));

    assertEquals(3, client.newReleases(10).items().size());

    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(7)) >= 0, "no less");
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(9)) < 0, "little more");
    assertEquals(1, client.requestStats().throttled());
    assertEquals(1, client.requestStats().retries());
  }

  @Test
  void missingRetryAfterGivesGrowingWaits() {
    SpotifyClient client = client(throttling(4, FakeTransport.json(429, NAMELESS)));

    client.newReleases(10);

    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(1 + 2 + 4 + 8)) >= 0);
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(20)) < 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "soon", "", "Fri, 20 Nov 2026 00:00:00 GMT"})
  void zeroRetryAfterStillWaits(String header) {
    client(throttling(1, FakeTransport.throttled(header))).newReleases(10);

    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(1)) >= 0);
  }

  @Test
  void waitBeyondMaxWaitFailsTheRun() {
    FakeTransport transport = throttling(1000, FakeTransport.throttled("86400"));

    SpotifyException end = rateLimited(client(transport));

    assertEquals(1, transport.calls().size());
    Instant tomorrow = FakeTime.START.plusSeconds(86_400);
    assertFalse(end.retryAt().orElseThrow().isBefore(tomorrow));
    assertTrue(end.retryAt().orElseThrow().isBefore(tomorrow.plusSeconds(2)));
    String ending =
        "which exceeds --max-wait; run again at " + end.retryAt().orElseThrow() + " or later";
    assertTrue(end.getMessage().endsWith(ending), end.getMessage());
    assertEquals(Duration.ZERO, time.elapsed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"121", "99999999999999999999", "Sat, 21 Nov 2026 00:02:01 GMT"})
  void longWaitInAnyFormFailsTheRun(String header) {
    FakeTransport transport = throttling(1000, FakeTransport.throttled(header));

    rateLimited(client(transport));

    assertEquals(1, transport.calls().size());
  }

  @Test
  void waitOfExactlyMaxWaitIsAccepted() {
    assertEquals(
        3, client(throttling(1, FakeTransport.throttled("120"))).newReleases(9).items().size());
  }

  @Test
  void waitsWithoutASuccessAddUp() {
    FakeTransport transport = throttling(1000, FakeTransport.throttled("50"));

    SpotifyException end =
        assertThrows(SpotifyException.class, () -> client(transport).tracks("anAlbum", 1));

    assertEquals(SpotifyErrorKind.RATE_LIMITED, end.kind());
    assertEquals(3, transport.calls().size());
  }

  @Test
  void successResetsTheTotalWait() {
    AtomicInteger calls = new AtomicInteger();
    FakeTransport transport =
        new FakeTransport(
            call ->
                calls.incrementAndGet() % 2 == 1
                    ? FakeTransport.throttled("70")
                    : listing.respond(call));
    SpotifyClient client = client(transport);

    for (int i = 0; i < 5; i++) {
      assertEquals(3, client.newReleases(10).items().size());
    }
  }

  @Test
  void guessedWaitsBeyondMaxWaitFail() {
    FakeTransport transport = throttling(1000, FakeTransport.json(429, NAMELESS));

    SpotifyException end = rateLimited(client(transport));

    assertEquals(
        7, transport.calls().size(), "after 1+2+4+8+16+32 s, another 64 s exceed the limit");
    Instant inAnHour = time.instant().plus(Duration.ofHours(1));
    assertTrue(Duration.between(inAnHour, end.retryAt().orElseThrow()).abs().toSeconds() <= 1);
  }

  @Test
  void exhaustedQuotaFailsAtOnce() {
    FakeTransport transport = throttling(1000, FakeTransport.json(429, QUOTA));

    SpotifyException end = rateLimited(client(transport));

    assertEquals(1, transport.calls().size());
    assertTrue(end.getMessage().contains("QUOTA_EXCEEDED"));
    long wait = Duration.between(FakeTime.START, end.retryAt().orElseThrow()).toSeconds();
    assertTrue(wait >= 3600 && wait <= 3601);
  }

  @Test
  void exhaustedQuotaFailsEvenWithAShortWait() {
    ApiResponse reply = FakeTransport.reply(429, QUOTA, Map.of("Retry-After", "5"));
    FakeTransport transport = throttling(1000, reply);

    rateLimited(client(transport));

    assertEquals(1, transport.calls().size());
  }

  @Test
  void noRequestIsSentDuringABlock() {
    rateLimited(client(throttling(1000, FakeTransport.throttled("3600"))));
    FakeTransport again = new FakeTransport(listing);
    time.advance(Duration.ofMinutes(59));

    SpotifyException refusal = rateLimited(client(again));

    assertEquals(0, again.calls().size() + again.tokenRequestCount());
    assertTrue(refusal.retryAt().isPresent());
  }

  @Test
  void requestsResumeAfterTheBlock() {
    rateLimited(client(throttling(1000, FakeTransport.throttled("3600"))));
    time.advance(Duration.ofMinutes(61));

    assertEquals(3, client(new FakeTransport(listing)).newReleases(10).items().size());
  }

  @Test
  void ignoreBlockSendsDuringABlock() {
    rateLimited(client(throttling(1000, FakeTransport.throttled("3600"))));
    SpotifySettings ignoringBlocks = FakeClients.settings(0, Duration.ofMinutes(2), true);

    SpotifyClient client =
        FakeClients.over(new FakeTransport(listing), ignoringBlocks, facts, time);

    assertEquals(3, client.newReleases(10).items().size());
  }

  @Test
  void noRequestIsSentAfterTheRunFailed() {
    FakeTransport transport = throttling(1, FakeTransport.throttled("3600"));
    SpotifyClient client = client(transport);
    rateLimited(client);

    rateLimited(client);

    assertEquals(1, transport.calls().size());
  }

  @Test
  void damagedRateLimitBlockIsIgnored() {
    facts.write("block", "yesterday, I think");

    assertEquals(3, client(new FakeTransport(listing)).newReleases(10).items().size());
  }

  @Test
  void unwritableRateLimitBlockIsStillReported() {
    StateStore broken =
        new EmptyStateStore() {
          @Override
          public void write(String name, String value) {
            throw new IllegalStateException("the lake is full");
          }
        };

    rateLimited(
        FakeClients.over(
            throttling(9, FakeTransport.throttled("999")), FakeClients.SETTINGS, broken, time));
  }
}
