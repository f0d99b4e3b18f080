package pipeline.spotify.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.client.FakeListing;
import pipeline.spotify.client.FakeTransport;
import pipeline.spotify.http.ApiRequest;
import pipeline.testing.clock.FakeTime;

class LoggingTransportTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("spotify.api");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final FakeTime time = new FakeTime();
  private final FakeListing listing = new FakeListing(FakeListing.ids(3), 50, List.of());

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private List<String> lines() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void eachRequestIsLoggedAsOneLine() {
    AtomicInteger calls = new AtomicInteger();
    FakeTransport wire =
        new FakeTransport(
            call -> {
              time.advance(Duration.ofMillis(87));
              return switch (calls.incrementAndGet()) {
                case 1 -> FakeTransport.error(503, "Busy");
                case 2 -> FakeTransport.throttled("3");
                case 3 -> FakeTransport.json(200, "{");
                case 4 -> FakeTransport.error(401, "The access token expired");
                default -> listing.respond(call);
              };
            });

    FakeClients.over(wire, time).newReleases(100);

    String get = " GET /v1/browse/new-releases?limit=50&offset=0 87 ms, attempt ";
    List<String> lines = lines();
    assertEquals("SUCCESS 200 POST /api/token 0 ms, attempt 1", lines.get(0));
    assertEquals("ERROR 503" + get + "1", lines.get(1));
    assertEquals("ERROR 429" + get + "2", lines.get(2));
    assertTrue(
        lines.get(3).startsWith("ERROR -" + get + "3: TruncatedBodyException, "), lines.get(3));
    assertEquals("ERROR 401" + get + "4", lines.get(4));
    assertEquals("SUCCESS 200 POST /api/token 0 ms, attempt 1", lines.get(5));
    assertEquals("SUCCESS 200" + get + "5", lines.get(6));
    assertEquals(7, lines.size());
  }

  @Test
  void batchIsLoggedWithItsFirstIdAndItsSize() throws IOException {
    String ids = String.join("%2C", FakeListing.ids(20));
    ApiRequest batch =
        ApiRequest.get(URI.create("https://api.example.test/v1/albums?ids=" + ids), "albums");
    FakeTransport wire = new FakeTransport(call -> FakeTransport.json(200, "{}"));

    new LoggingTransport(wire, (call, reply) -> false, time).send(batch);

    assertEquals(
        "SUCCESS 200 GET /v1/albums?ids=%s…(20) 0 ms, attempt 1"
            .formatted(FakeListing.ids(20).get(0)),
        lines().get(0));
  }

  @Test
  void lastAttemptIsLoggedAsGivenUp() {
    FakeTransport wire = new FakeTransport(call -> FakeTransport.error(503, "Busy"));

    assertThrows(SpotifyException.class, () -> FakeClients.over(wire, time).tracks("anAlbum", 1));

    List<String> words = lines().stream().map(line -> line.split(" ", 2)[0]).toList();
    assertEquals(List.of("SUCCESS", "ERROR", "ERROR", "ERROR", "ERROR", "FAILED"), words);
  }

  @Test
  void failureWithoutAResponseIsFinalIfNoRetryFollows() {
    FakeTransport wire =
        new FakeTransport(
            call -> {
              throw new IOException("reset");
            });
    ApiRequest request = ApiRequest.get(URI.create("https://api.example.test/v1/search"), "search");

    assertThrows(
        IOException.class,
        () -> new LoggingTransport(wire, (call, reply) -> false, time).send(request));

    assertEquals("FAILED - GET /v1/search 0 ms, attempt 1: IOException, reset", lines().get(0));
  }

  @Test
  void waitBeyondMaxWaitIsLoggedAsGivenUp() {
    FakeTransport day = new FakeTransport(call -> FakeTransport.throttled("86400"));
    FakeTransport minutes = new FakeTransport(call -> FakeTransport.throttled("50"));

    assertThrows(SpotifyException.class, () -> FakeClients.over(day, time).tracks("anAlbum", 1));
    assertThrows(
        SpotifyException.class, () -> FakeClients.over(minutes, time).tracks("anAlbum", 1));

    List<String> words = lines().stream().map(line -> line.split(" ", 3)[0]).toList();
    assertEquals(List.of("SUCCESS", "FAILED", "SUCCESS", "ERROR", "ERROR", "FAILED"), words);
  }

  @Test
  void noLogLineHasASecret() {
    FakeTransport wire =
        new FakeTransport(call -> FakeTransport.error(400, "no"))
            .withTokens(call -> FakeTransport.json(200, "{\"access_token\":\"the-token\"}"));

    assertThrows(SpotifyException.class, () -> FakeClients.over(wire, time).tracks("anAlbum", 1));

    String all = String.join("\n", lines());
    assertTrue(!all.contains("the-token") && !all.contains("the-secret"), all);
    assertTrue(!all.contains("dGhlLWlk") && !all.contains("Bearer"), all);
  }
}
