package pipeline.spotify.retry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.client.FakeTransport;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.testing.clock.FakeTime;

/**
 * Checks the gate with one thread. A wait only advances the clock, and at most eight requests may
 * be in flight.
 */
@Timeout(60)
class RateLimitGateTest {
  private static final ApiResponse FINE = FakeTransport.json(200, "{}");

  private static final ApiRequest CALL = ApiRequest.get(URI.create("https://a.example/x"), "test");

  private final FakeTime time = new FakeTime();

  private RateLimitGate gate(int requestsPer30s) {
    return gate(requestsPer30s, StateStore.inMemory());
  }

  private RateLimitGate gate(int requestsPer30s, StateStore stateStore) {
    return new RateLimitGate(
        FakeClients.settings(requestsPer30s, Duration.ofMinutes(2), false),
        new RateLimitBlock(stateStore, time, false),
        time,
        new Jitter(() -> 0),
        time);
  }

  private static void pass(RateLimitGate gate, int times) {
    for (int i = 0; i < times; i++) {
      gate.leave(CALL, gate.enter(), FINE);
    }
  }

  private void assertPassed(int seconds) {
    assertEquals(Duration.ofSeconds(seconds), time.elapsed());
  }

  @Test
  void requestBeyondTheBudgetWaitsForTheWindow() {
    RateLimitGate gate = gate(8);
    pass(gate, 8);
    assertPassed(0);

    pass(gate, 1);
    assertPassed(30);
  }

  @Test
  void status429HalvesTheBudget() {
    RateLimitGate gate = gate(16);
    gate.leave(CALL, gate.enter(), FakeTransport.throttled("1"));
    pass(gate, 7);
    assertPassed(1);

    pass(gate, 1);
    assertPassed(30);
  }

  @Test
  void burstOf429HalvesTheBudgetOnce() {
    RateLimitGate gate = gate(64);
    long first = gate.enter();
    long second = gate.enter();
    long third = gate.enter();
    gate.leave(CALL, first, FakeTransport.throttled("10"));
    gate.leave(CALL, second, FakeTransport.throttled("20"));
    gate.leave(CALL, third, FakeTransport.throttled("5"));

    pass(gate, 29);
    assertPassed(20);
    pass(gate, 1);
    assertPassed(30);
  }

  @Test
  void successSentBeforeA429DoesNotResetTheWaits() {
    RateLimitGate gate = gate(0);
    long throttled = gate.enter();
    long late = gate.enter();
    gate.leave(CALL, throttled, FakeTransport.throttled("100"));
    gate.leave(CALL, late, FINE);

    long next = gate.enter();
    assertPassed(100);
    assertRateLimited(200 + 1, () -> gate.leave(CALL, next, FakeTransport.throttled("100")));
  }

  private static SpotifyException assertRateLimited(int seconds, Runnable call) {
    SpotifyException end = assertThrows(SpotifyException.class, call::run);
    assertEquals(SpotifyErrorKind.RATE_LIMITED, end.kind());
    assertEquals(FakeTime.START.plusSeconds(seconds), end.retryAt().orElseThrow());
    return end;
  }

  @Test
  void longestOfSeveralLongWaitsIsReported() {
    RateLimitGate gate = gate(0);
    long first = gate.enter();
    long second = gate.enter();
    long third = gate.enter();

    assertRateLimited(3601, () -> gate.leave(CALL, first, FakeTransport.throttled("3600")));
    SpotifyException longest =
        assertRateLimited(7201, () -> gate.leave(CALL, second, FakeTransport.throttled("7200")));
    assertTrue(longest.getMessage().contains("7200 s"), longest.getMessage());
    assertRateLimited(7201, () -> gate.leave(CALL, third, FakeTransport.throttled("1800")));
    assertRateLimited(7201, gate::enter);
  }

  @Test
  void waitsUpToMaxWaitAreAccepted() {
    RateLimitGate gate = gate(0);

    assertTrue(gate.canWait(CALL, FakeTransport.throttled("120")));
    assertFalse(gate.canWait(CALL, FakeTransport.throttled("121")));
  }

  @Test
  void failedRequestFreesItsPlaceAtTheGate() throws IOException {
    RateLimitGate gate = gate(0);
    RateLimitedTransport failing =
        new RateLimitedTransport(
            call -> {
              throw new IOException("reset");
            },
            gate);

    for (int i = 0; i < 20; i++) {
      assertThrows(IOException.class, () -> failing.send(CALL));
    }

    assertEquals(FINE, new RateLimitedTransport(any -> FINE, gate).send(CALL));
  }

  @Test
  void failedRequestWakesAWaitingOne() throws Exception {
    RateLimitGate gate = gate(0);
    for (int i = 0; i < 8; i++) {
      gate.enter();
    }
    CompletableFuture<Long> entered = new CompletableFuture<>();
    Thread ninth = new Thread(() -> entered.complete(gate.enter()));
    ninth.start();
    while (ninth.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertFalse(entered.isDone());

    gate.leave();

    entered.get(40, TimeUnit.SECONDS);
  }

  @Test
  void ownPauseDoesNotDelayLaterRequests() throws Exception {
    RateLimitGate gate = gate(0);

    gate.pause(Duration.ofSeconds(5));

    assertPassed(5);
    CompletableFuture.supplyAsync(gate::enter).get(40, TimeUnit.SECONDS);
  }

  @Test
  void interruptedThreadStaysInterrupted() {
    Thread.currentThread().interrupt();

    SpotifyException stopped = assertThrows(SpotifyException.class, gate(0)::enter);

    assertTrue(Thread.interrupted());
    assertEquals(SpotifyErrorKind.INTERRUPTED, stopped.kind());
  }

  @Test
  void blockIsStoredBeforeAnotherThreadFails() throws Exception {
    AtomicReference<RateLimitGate> gate = new AtomicReference<>();
    AtomicBoolean stored = new AtomicBoolean();
    CompletableFuture<Boolean> storedBeforeFailure = new CompletableFuture<>();
    StateStore slow =
        new EmptyStateStore() {
          @Override
          public void write(String name, String value) {
            Thread other =
                new Thread(
                    () -> {
                      assertThrows(SpotifyException.class, gate.get()::enter);
                      storedBeforeFailure.complete(stored.get());
                    });
            other.start();
            assertDoesNotThrow(() -> other.join(200));
            stored.set(true);
          }
        };
    gate.set(gate(0, slow));

    long epoch = gate.get().enter();
    ApiResponse throttled = FakeTransport.throttled("86400");
    assertThrows(SpotifyException.class, () -> gate.get().leave(CALL, epoch, throttled));
    assertTrue(storedBeforeFailure.get(30, TimeUnit.SECONDS));
  }

  /** The process can stall between two reads of the clock, for example during a collection. */
  @Test
  void pauseEndsIfItsEndPassesBetweenTwoReadsOfTheClock() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    InstantSource stalling = () -> now.getAndUpdate(read -> read.plusMillis(300));
    Clock clock = stalling.withZone(ZoneOffset.UTC);
    RateLimitGate gate =
        new RateLimitGate(
            FakeClients.SETTINGS,
            new RateLimitBlock(StateStore.inMemory(), clock, false),
            clock,
            new Jitter(() -> 0),
            ConditionWaiter.system(clock));

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> gate.pause(Duration.ofMillis(500)), "endless wait");
  }
}
