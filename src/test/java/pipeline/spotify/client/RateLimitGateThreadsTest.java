package pipeline.spotify.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pipeline.spotify.api.AlbumTracks;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.retry.ConditionWaiter;

/** Checks a request gate with several threads, in real time. */
@Timeout(30)
class RateLimitGateThreadsTest {
  private static final int THREADS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
  private final FakeListing tracks = new FakeListing(FakeListing.ids(4), 50, List.of());

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private SpotifyClient client(HttpTransport transport, int requestsPer30s) {
    Clock clock = Clock.systemUTC();
    return FakeClients.create(
        FakeClients.settings(requestsPer30s, Duration.ofMinutes(2), false),
        StateStore.inMemory(),
        clock,
        new Random(1),
        ConditionWaiter.system(clock),
        transport,
        () -> {});
  }

  private <T> List<Future<T>> all(int count, Callable<T> work) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(threads.submit(work));
    }
    return futures;
  }

  private static SpotifyException failure(Future<?> future) throws Exception {
    try {
      future.get(20, TimeUnit.SECONDS);
      throw new AssertionError("did not fail");
    } catch (ExecutionException failed) {
      return (SpotifyException) failed.getCause();
    }
  }

  @Test
  void noThreadSendsARequestDuringAPause() throws Exception {
    AtomicReference<Instant> pauseUntil = new AtomicReference<>(Instant.MIN);
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger early = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(1);
    FakeTransport transport =
        new FakeTransport(
            call -> {
              int number = sent.incrementAndGet();
              if (number == 1) {
                pauseUntil.set(Instant.now().plusSeconds(1));
                answered.countDown();
                return FakeTransport.throttled("1");
              }
              if (Instant.now().isBefore(pauseUntil.get())) {
                early.incrementAndGet();
              }
              return tracks.respond(call);
            });
    SpotifyClient client = client(transport, 0);
    Future<AlbumTracks> first = threads.submit(() -> client.tracks("first", 1));
    answered.await();
    Thread.sleep(100);

    for (Future<AlbumTracks> one : all(THREADS, () -> client.tracks("other", 1))) {
      assertEquals(4, one.get().tracks().size());
    }

    assertEquals(4, first.get().tracks().size());
    assertEquals(0, early.get());
    assertEquals(1, client.requestStats().throttled());
  }

  @Test
  void atMostEightRequestsAreInFlight() throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger maximum = new AtomicInteger();
    FakeTransport transport =
        new FakeTransport(
            call -> {
              maximum.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              pause(20);
              underWay.decrementAndGet();
              return tracks.respond(call);
            });
    SpotifyClient client = client(transport, 0);

    for (Future<AlbumTracks> one : all(40, () -> client.tracks("anAlbum", 1))) {
      one.get();
    }

    assertTrue(maximum.get() <= 8, "at most 8, not " + maximum);
    assertTrue(maximum.get() > 1, "never several at once");
  }

  @Test
  void rateLimitBlockEndsAllWaitsAtOnce() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    FakeTransport transport =
        new FakeTransport(
            call -> {
              if (call.path().contains("slow")) {
                await(slow);
                return FakeTransport.throttled("86400");
              }
              return FakeTransport.throttled("60");
            });
    SpotifyClient client = client(transport, 0);
    Future<AlbumTracks> last = threads.submit(() -> client.tracks("slow", 1));
    Thread.sleep(200);
    List<Future<AlbumTracks>> waiting = all(THREADS - 1, () -> client.tracks("other", 1));
    Thread.sleep(300);

    Instant start = Instant.now();
    slow.countDown();

    assertEquals(SpotifyErrorKind.RATE_LIMITED, failure(last).kind());
    for (Future<AlbumTracks> one : waiting) {
      assertEquals(SpotifyErrorKind.RATE_LIMITED, failure(one).kind());
    }
    assertTrue(Duration.between(start, Instant.now()).toSeconds() < 5);
  }

  @Test
  void interruptEndsAWaitAtOnce() throws Exception {
    SpotifyClient client = client(new FakeTransport(call -> FakeTransport.throttled("60")), 0);
    List<Future<AlbumTracks>> waiting = all(THREADS, () -> client.tracks("anAlbum", 1));
    ConcurrentLinkedQueue<SpotifyErrorKind> ends = new ConcurrentLinkedQueue<>();
    Thread one =
        new Thread(
            () -> {
              try {
                client.tracks("anAlbum", 1);
              } catch (SpotifyException stopped) {
                ends.add(stopped.kind());
              }
            });
    one.start();
    Thread.sleep(300);

    Instant start = Instant.now();
    one.interrupt();
    one.join();

    assertEquals(List.of(SpotifyErrorKind.INTERRUPTED), List.copyOf(ends));
    assertTrue(Duration.between(start, Instant.now()).toSeconds() < 5);
    threads.shutdownNow();
    for (Future<AlbumTracks> other : waiting) {
      assertEquals(SpotifyErrorKind.INTERRUPTED, failure(other).kind());
    }
  }

  @Test
  void oneTokenServesAllThreads() throws Exception {
    FakeTransport transport = new FakeTransport(tracks);
    transport.withTokens(
        call -> {
          pause(100);
          return FakeTransport.json(200, "{\"access_token\":\"abc\",\"expires_in\":3600}");
        });
    SpotifyClient client = client(transport, 0);

    for (Future<AlbumTracks> one : all(2 * THREADS, () -> client.tracks("anAlbum", 1))) {
      one.get();
    }

    assertEquals(1, transport.tokenRequestCount());
  }

  @Test
  void oneThreadRenewsARefusedTokenForAllThreads() throws Exception {
    AtomicInteger number = new AtomicInteger();
    FakeTransport transport =
        new FakeTransport(
            call -> {
              pause(20);
              return call.headers().get("Authorization").equals("Bearer token1")
                  ? FakeTransport.error(401, "The access token expired")
                  : tracks.respond(call);
            });
    transport.withTokens(
        call ->
            FakeTransport.json(
                200, "{\"access_token\":\"token" + number.incrementAndGet() + "\"}"));
    SpotifyClient client = client(transport, 0);

    for (Future<AlbumTracks> one : all(2 * THREADS, () -> client.tracks("anAlbum", 1))) {
      assertEquals(4, one.get().tracks().size());
    }

    assertEquals(2, transport.tokenRequestCount());
  }

  @Test
  void firstBatchDecidesForAllThreads() throws Exception {
    FakeTransport transport =
        new FakeTransport(
            call -> {
              if (call.path().startsWith("/v1/albums?ids=")) {
                pause(50);
                return FakeTransport.error(403, "Forbidden");
              }
              return tracks.respond(call);
            });
    SpotifyClient client = client(transport, 0);

    for (Future<List<AlbumTracks>> one : all(THREADS, () -> client.tracks(List.of("a", "b"), 1))) {
      ExecutionException refused = assertThrows(ExecutionException.class, one::get);
      assertEquals(SpotifyErrorKind.FORBIDDEN, ((SpotifyException) refused.getCause()).kind());
    }

    assertEquals(1L, client.requestStats().byKind().get("albums"));
  }

  private static void pause(int millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
  }
}
