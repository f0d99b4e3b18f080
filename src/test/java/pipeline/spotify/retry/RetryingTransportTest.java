package pipeline.spotify.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.spotify.client.FakeClients;
import pipeline.spotify.client.FakeListing;
import pipeline.spotify.client.FakeTransport;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.AttemptResult;
import pipeline.spotify.http.TransportFailures;
import pipeline.spotify.http.TransportFailures.BodyTooLargeException;
import pipeline.spotify.retry.RetryClassifier.RetryDecision;
import pipeline.testing.clock.FakeTime;

class RetryingTransportTest {
  private final FakeTime time = new FakeTime();
  private final FakeListing listing = new FakeListing(FakeListing.ids(3), 50, List.of());

  private FakeTransport failing(int times, FakeTransport.FakeAnswer fault) {
    AtomicInteger remaining = new AtomicInteger(times);
    return new FakeTransport(
        call -> remaining.getAndDecrement() > 0 ? fault.respond(call) : listing.respond(call));
  }

  private SpotifyException failure(FakeTransport transport) {
    return assertThrows(
        SpotifyException.class, () -> FakeClients.over(transport, time).newReleases(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void transientErrorsAreTriedFiveTimes(int status) {
    FakeTransport temporary = failing(4, call -> FakeTransport.error(status, "Oops"));
    FakeTransport persistent = failing(99, call -> FakeTransport.error(status, "Oops"));

    assertEquals(3, FakeClients.over(temporary, time).newReleases(10).items().size());
    SpotifyException failure = failure(persistent);

    assertEquals(5, temporary.calls().size());
    assertEquals(5, persistent.calls().size());
    assertEquals(SpotifyErrorKind.UNREACHABLE, failure.kind());
    assertTrue(failure.getMessage().contains("Oops"));
    assertEquals(
        List.of(1, 2, 3, 4, 5), persistent.calls().stream().map(ApiRequest::attempt).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "403, FORBIDDEN",
    "405, BAD_REQUEST",
    "407, CONFIGURATION",
    "418, BAD_REQUEST",
    "304, PROTOCOL",
    "301, PROTOCOL",
    "307, PROTOCOL",
    "501, UNREACHABLE",
  })
  void permanentErrorsAreNotRetried(int status, SpotifyErrorKind kind) {
    FakeTransport transport = failing(99, call -> FakeTransport.error(status, "No"));

    assertEquals(kind, failure(transport).kind());
    assertEquals(1, transport.calls().size());
  }

  @Test
  void transportFailuresAreRetried() {
    for (IOException fault :
        List.of(
            new ConnectException("refused"),
            new SocketTimeoutException("slow"),
            new SSLHandshakeException("cut"),
            new IOException("reset"))) {
      FakeTransport transport =
          failing(
              4,
              call -> {
                throw fault;
              });

      assertEquals(3, FakeClients.over(transport, time).newReleases(10).items().size());
      assertEquals(5, transport.calls().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"albums\":{\"items\":[",
        "{\"albums\":{}} trailing",
        "<html>",
        "[]",
        "null",
        "42",
        "{'albums':{}}",
        "{\"a\":NaN}",
      })
  void incompleteJsonIsATruncatedBody(String body) {
    FakeTransport temporary = failing(4, call -> FakeTransport.json(200, body));
    FakeTransport persistent = failing(99, call -> FakeTransport.json(200, body));

    assertEquals(3, FakeClients.over(temporary, time).newReleases(10).items().size());
    assertEquals(SpotifyErrorKind.INCOMPLETE, failure(persistent).kind());
    assertEquals(5, persistent.calls().size());
  }

  @Test
  void endlessBodyIsRefused() {
    String deep = "{\"a\":" + "[".repeat(100_000);
    FakeTransport transport = failing(99, call -> FakeTransport.json(200, deep));

    assertEquals(SpotifyErrorKind.INCOMPLETE, failure(transport).kind());
  }

  @Test
  void oversizedBodyIsNotRetried() {
    FakeTransport transport =
        failing(
            99,
            call -> {
              throw new BodyTooLargeException(1);
            });

    assertEquals(SpotifyErrorKind.PROTOCOL, failure(transport).kind());
    assertEquals(1, transport.calls().size());
  }

  @Test
  void backoffGrowsEachTime() {
    failure(failing(99, call -> FakeTransport.error(503, "Busy")));

    assertTrue(time.elapsed().compareTo(Duration.ofMillis(7500)) >= 0, "0.5+1+2+4 s");
    assertTrue(time.elapsed().compareTo(Duration.ofMillis(11_250)) <= 0, "and half as much");
  }

  @Test
  void status429ResetsTheCountOfFaults() {
    AtomicInteger calls = new AtomicInteger();
    FakeTransport transport =
        new FakeTransport(
            call -> {
              int number = calls.incrementAndGet();
              return number == 4
                  ? FakeTransport.throttled("1")
                  : number < 9 ? FakeTransport.error(503, "Busy") : listing.respond(call);
            });

    assertEquals(3, FakeClients.over(transport, time).newReleases(10).items().size());
  }

  @ParameterizedTest
  @CsvSource({
    "200, 0, true, true, DONE",
    "201, 0, true, true, DONE",
    "429, 0, true, true, RETRY",
    "429, 4, true, true, RETRY",
    "429, 0, true, false, GIVE_UP",
    "401, 0, true, true, RETRY",
    "401, 0, false, true, GIVE_UP",
    "503, 0, true, true, RETRY",
    "503, 3, true, true, RETRY",
    "503, 4, true, true, GIVE_UP",
    "403, 0, true, true, GIVE_UP",
    "400, 0, true, true, GIVE_UP",
    "302, 0, true, true, GIVE_UP",
    "599, 0, true, true, GIVE_UP",
  })
  void statusAndAttemptDecideOnTheRetry(
      int status, int faults, boolean mayRenew, boolean canWait, RetryDecision expected) {
    ApiRequest first = ApiRequest.get(URI.create("https://a.example/x"), "test");
    ApiRequest call = mayRenew ? first : first.withNewToken("Bearer x", 1);
    for (int i = 0; i < faults; i++) {
      call = call.afterFault();
    }
    AttemptResult outcome = new AttemptResult(FakeTransport.error(status, "x"), null);

    assertEquals(expected, RetryClassifier.classify(outcome, call, (any, reply) -> canWait));
  }

  @Test
  void interruptEndsATransferButATimeoutIsRetried() {
    InterruptedIOException broken = new InterruptedIOException("closed");
    assertFalse(TransportFailures.isInterrupted(broken), "the thread was not interrupted");

    Thread.currentThread().interrupt();

    assertTrue(TransportFailures.isInterrupted(broken));
    assertFalse(TransportFailures.isInterrupted(new SocketTimeoutException("slow")));
    assertFalse(TransportFailures.isInterrupted(new IOException("reset")));
    assertTrue(Thread.interrupted());
  }

  @Test
  void refusalsOfTheAppNameTheRemedy() {
    SpotifyException premium =
        failure(
            failing(
                9,
                call ->
                    FakeTransport.json(
                        403, "Active premium subscription required for the owner of the app.")));
    SpotifyException user =
        failure(failing(9, call -> FakeTransport.json(403, "the user may not be registered.")));
    SpotifyException page = failure(failing(9, call -> FakeTransport.json(403, "<html>No</html>")));

    assertEquals(SpotifyErrorKind.ACCOUNT, premium.kind());
    assertTrue(premium.getMessage().contains("subscribe"));
    assertEquals(SpotifyErrorKind.ACCOUNT, user.kind());
    assertTrue(user.getMessage().contains("User Management"));
    assertEquals(SpotifyErrorKind.ACCOUNT, page.kind());
  }

  @Test
  void quotedErrorIsShortAndHasNoSecret() {
    String body = "Authorization: Bearer abc.def-123\r\n\u001b[31m" + "x".repeat(100_000);

    String message = failure(failing(9, call -> FakeTransport.json(400, body))).getMessage();

    assertTrue(message.length() < 700, message);
    assertFalse(message.contains("abc.def"));
    assertFalse(message.contains("\u001b"));
    assertTrue(message.contains("GET /v1/browse/new-releases?"));
  }
}
