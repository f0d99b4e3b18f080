package pipeline.spotify.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.EndpointFamily;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.testing.clock.FakeTime;

@Timeout(60)
class CallLedgerTest {
  private static final Map<EndpointFamily, Integer> LIMIT_50 = Map.of(EndpointFamily.ALBUMS, 50);

  private final FakeTime time = new FakeTime();
  private final StateStore stateStore = StateStore.inMemory();
  private final List<CallLedger> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(CallLedger::close);
  }

  private CallLedger ledger(String writer, Map<EndpointFamily, Integer> limits) {
    CallLedger ledger =
        new CallLedger(stateStore, time, writer, limits, CallLedgerTest::pauseBriefly);
    open.add(ledger);
    return ledger;
  }

  private static void pauseBriefly(int attempt) {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(2, 10) * (long) attempt);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static void call(CallLedger ledger) {
    ledger.begin(EndpointFamily.ALBUMS, null);
    ledger.end(EndpointFamily.ALBUMS);
  }

  private static void call(CallLedger ledger, int times) {
    for (int i = 0; i < times; i++) {
      call(ledger);
    }
  }

  /** Makes calls until the limit stops them, and returns their number. */
  private static int callUntilStopped(CallLedger ledger) {
    for (int calls = 0; ; calls++) {
      try {
        call(ledger);
      } catch (SpotifyException stopped) {
        assertEquals(SpotifyErrorKind.RATE_LIMITED, stopped.kind());
        return calls;
      }
    }
  }

  private static SpotifyException stop(CallLedger ledger) {
    return assertThrows(SpotifyException.class, () -> call(ledger));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void concurrentRunsMakeAsManyCallsAsTheLimitAllows(int runs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        CallLedger ledger = ledger("run-" + run, LIMIT_50);
        counts.add(threads.submit(() -> callUntilStopped(ledger)));
      }
      int total = 0;
      for (Future<Integer> count : counts) {
        total += count.get();
      }
      assertEquals(50, total);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void refusalMakesTheNumberOfCallsTheLimitOfLaterRuns() {
    CallLedger first = ledger("first", Map.of());
    call(first, 30);
    first.begin(EndpointFamily.ALBUMS, null);
    first.endRefused(EndpointFamily.ALBUMS, true);
    first.close();
    assertEquals(Optional.of("30"), stateStore.find("quota.albums"));

    time.advance(Duration.ofHours(26));
    assertEquals(30, callUntilStopped(ledger("second", Map.of())));
  }

  /** Spotify no longer counts calls that are 24.5 hours old, but the ledger still stores them. */
  @Test
  void limitCountsOnlyTheCallsOfTheLast24Hours() {
    CallLedger ledger = ledger("this", Map.of());
    call(ledger, 30);
    time.advance(Duration.ofMinutes(24 * 60 + 30));
    call(ledger, 20);
    ledger.begin(EndpointFamily.ALBUMS, null);
    ledger.endRefused(EndpointFamily.ALBUMS, true);

    assertEquals(Optional.of("20"), stateStore.find("quota.albums"));
  }

  @Test
  void refusalCountsTheCallsOfOtherRunsButNoneInFlight() {
    CallLedger other = ledger("other", Map.of());
    call(other, 20);
    other.close();
    CallLedger ledger = ledger("this", Map.of());
    call(ledger, 5);
    for (int i = 0; i < 8; i++) {
      ledger.begin(EndpointFamily.ALBUMS, null);
    }
    ledger.endRefused(EndpointFamily.ALBUMS, true);
    assertEquals(Optional.of("25"), stateStore.find("quota.albums"));

    ledger.end(
        EndpointFamily.ALBUMS); // Spotify answered this call before it refused the other calls.
    ledger.endRefused(EndpointFamily.ALBUMS, true);
    assertEquals(Optional.of("26"), stateStore.find("quota.albums"));
  }

  /** Another program, whose calls are not in this ledger, has used the quota. */
  @Test
  void refusalAfterFewCallsIsNoLimit() {
    CallLedger ledger = ledger("this", Map.of());
    call(ledger, 3);
    ledger.begin(EndpointFamily.ALBUMS, null);
    ledger.endRefused(EndpointFamily.ALBUMS, true);

    assertEquals(Optional.empty(), stateStore.find("quota.albums"));
  }

  @Test
  void throttledCallsAreNotCounted() {
    CallLedger ledger = ledger("this", LIMIT_50);
    for (int i = 0; i < 60; i++) {
      ledger.begin(EndpointFamily.ALBUMS, null);
      ledger.endRefused(EndpointFamily.ALBUMS, false);
    }
    assertEquals(50, callUntilStopped(ledger));
  }

  @Test
  void familiesHaveSeparateLimits() {
    CallLedger ledger = ledger("this", LIMIT_50);
    assertEquals(50, callUntilStopped(ledger));
    for (int i = 0; i < 60; i++) {
      ledger.begin(EndpointFamily.SEARCH, null);
      ledger.end(EndpointFamily.SEARCH);
    }
  }

  @Test
  void limitOfZeroOverridesTheStoredLimit() {
    stateStore.write("quota.albums", "10");
    assertEquals(10, callUntilStopped(ledger("limited", Map.of())));
    call(ledger("unlimited", Map.of(EndpointFamily.ALBUMS, 0)), 60);
  }

  @Test
  void stoppedRunMayContinueWhenATenthOfTheLimitIsFree() {
    CallLedger first = ledger("first", LIMIT_50); // at 00:00
    call(first, 3);
    time.advance(Duration.ofHours(2));
    assertEquals(47, callUntilStopped(first));
    Instant retryAt = stop(first).retryAt().orElseThrow();
    assertEquals(Instant.parse("2026-11-22T03:05:00Z"), retryAt);
    first.close();

    time.advance(Duration.between(time.instant(), retryAt.minusSeconds(1)));
    assertEquals(3, callUntilStopped(ledger("early", LIMIT_50)));
    time.advance(Duration.ofSeconds(1));
    assertEquals(47, callUntilStopped(ledger("second", LIMIT_50)));
  }

  @Test
  void sameRunContinuesAfterTheWindow() {
    CallLedger ledger = ledger("this", LIMIT_50);
    assertEquals(50, callUntilStopped(ledger));
    Instant retryAt = stop(ledger).retryAt().orElseThrow();
    time.advance(Duration.between(time.instant(), retryAt));
    assertEquals(50, callUntilStopped(ledger));
  }

  @Test
  void callsOfYesterdayAreForgotten() {
    CallLedger yesterday = ledger("yesterday", LIMIT_50);
    assertEquals(50, callUntilStopped(yesterday));
    yesterday.close();
    assertEquals(List.of("calls/2026-11-21T00/yesterday"), stateStore.names("calls/"));

    time.advance(Duration.ofHours(26));
    CallLedger today = ledger("today", LIMIT_50);
    assertEquals(50, callUntilStopped(today));
    today.close();
    assertEquals(List.of("calls/2026-11-22T02/today"), stateStore.names("calls/"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 24, 48})
  void clockSetBackDoesNotRenewTheBudget(int hours) {
    CallLedger first = ledger("first", LIMIT_50);
    assertEquals(50, callUntilStopped(first));
    first.close();
    time.advance(Duration.ofHours(-hours));

    assertEquals(0, callUntilStopped(ledger("second", LIMIT_50)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "albums", "x 3", "albums -3", "albums 99999999999", "albums 3\n{}"})
  void damagedCountsAreIgnored(String text) {
    stateStore.write("calls/2026-11-21T00/damaged", text);
    stateStore.write("calls/damaged", "albums 3");
    stateStore.write("quota.search", "many");
    ledger("unlimited", Map.of()).begin(EndpointFamily.SEARCH, null);

    assertEquals(50, callUntilStopped(ledger("this", LIMIT_50)));
  }

  @Test
  void endedRunReturnsUnusedCalls() {
    CallLedger first = ledger("first", LIMIT_50);
    call(first, 1);
    first.close();

    assertEquals(49, callUntilStopped(ledger("second", LIMIT_50)));
  }

  /** A killed run cannot return the calls that it has claimed, so later runs must not use them. */
  @Test
  void callsOfAKilledRunCount() {
    call(ledger("killed", LIMIT_50), 3);

    int calls = callUntilStopped(ledger("later", LIMIT_50));
    assertTrue(calls <= 47 && calls >= 47 - 20, "calls: " + calls);
  }

  @Test
  void reservedCallsAreNotUsedByOthers() {
    CallLedger ledger = ledger("this", LIMIT_50);
    try (CallReservation album = ledger.reserve(EndpointFamily.ALBUMS, 3)) {
      ledger.begin(EndpointFamily.ALBUMS, album);
      ledger.end(EndpointFamily.ALBUMS);
      assertEquals(47, callUntilStopped(ledger));
      for (int i = 0; i < 2; i++) {
        ledger.begin(EndpointFamily.ALBUMS, album);
        ledger.end(EndpointFamily.ALBUMS);
      }
      assertThrows(SpotifyException.class, () -> ledger.begin(EndpointFamily.ALBUMS, album));
    }
  }

  @Test
  void unusedReservedCallsAreReturned() {
    CallLedger ledger = ledger("this", LIMIT_50);
    ledger.reserve(EndpointFamily.ALBUMS, 30).close();
    assertEquals(50, callUntilStopped(ledger));

    CallLedger unlimited = ledger("unlimited", Map.of());
    unlimited.reserve(EndpointFamily.SEARCH, 30).close();
    unlimited.close();
    assertEquals(List.of(), usage(EndpointFamily.SEARCH));
  }

  @Test
  void reservationThatDoesNotFitUsesNothing() {
    CallLedger ledger = ledger("this", LIMIT_50);
    call(ledger, 48);
    assertThrows(SpotifyException.class, () -> ledger.reserve(EndpointFamily.ALBUMS, 3));
    assertEquals(2, callUntilStopped(ledger));
  }

  @Test
  void usageShowsCallsLimitAndWhenTheNextCallsAreFree() {
    stateStore.write("quota.search", "300");
    CallLedger ledger = ledger("this", Map.of());
    call(ledger, 7);
    ledger.close();

    assertEquals(
        List.of(new FamilyUsage(EndpointFamily.SEARCH, 0, 300, null)),
        usage(EndpointFamily.SEARCH));
    assertEquals(
        List.of(
            new FamilyUsage(EndpointFamily.ALBUMS, 7, null, Instant.parse("2026-11-22T01:05:00Z"))),
        usage(EndpointFamily.ALBUMS));
  }

  private List<FamilyUsage> usage(EndpointFamily family) {
    return FamilyUsage.read(stateStore, time, Map.of()).stream()
        .filter(usage -> usage.family() == family)
        .toList();
  }
}
