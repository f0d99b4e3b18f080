package pipeline.spotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipeline.cli.console.Console;
import pipeline.cli.console.LogFormat;
import pipeline.cli.console.LogLevel;
import pipeline.cli.console.Logs;
import pipeline.cli.console.Terminal;

class RequestLogTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final FakeTime time = new FakeTime();
  private final FakeListing listing = new FakeListing(FakeListing.ids(3), 50, List.of());

  @BeforeEach
  void listen() {
    PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
    Logs.to(new Console(stream), LogLevel.INFO, LogFormat.TEXT, Terminal.NONE, Map.of(), time);
  }

  @AfterEach
  void stop() {
    PrintStream nobody = new PrintStream(OutputStream.nullOutputStream());
    Logs.to(new Console(nobody), LogLevel.ERROR, LogFormat.TEXT, Terminal.NONE, Map.of(), time);
  }

  private List<String> lines() {
    String[] beforeTheMessage = {"INFO  spotify.api ", "WARN  spotify.api "};
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .flatMap(
            line ->
                Arrays.stream(beforeTheMessage)
                    .filter(line::contains)
                    .map(before -> line.substring(line.indexOf(before) + before.length())))
        .toList();
  }

  @Test
  void eachRequestIsOneLine() {
    AtomicInteger calls = new AtomicInteger();
    FakeHttp wire =
        new FakeHttp(
            call -> {
              time.advance(Duration.ofMillis(87));
              return switch (calls.incrementAndGet()) {
                case 1 -> FakeHttp.error(503, "Busy");
                case 2 -> FakeHttp.throttled("3");
                case 3 -> FakeHttp.json(200, "{");
                case 4 -> FakeHttp.error(401, "The access token expired");
                default -> listing.to(call);
              };
            });

    Clients.over(wire, time).newReleases(10);

    String get = " GET /v1/browse/new-releases?limit=50&offset=0 87 ms, attempt ";
    List<String> lines = lines();
    assertEquals("SUCCESS 200 POST /api/token 0 ms, attempt 1", lines.get(0));
    assertEquals("ERROR 503" + get + "1", lines.get(1));
    assertEquals("ERROR 429" + get + "2", lines.get(2));
    assertTrue(lines.get(3).startsWith("ERROR -" + get + "3: CutBodyException, "), lines.get(3));
    assertEquals("ERROR 401" + get + "4", lines.get(4));
    assertEquals("SUCCESS 200 POST /api/token 0 ms, attempt 1", lines.get(5));
    assertEquals("SUCCESS 200" + get + "5", lines.get(6));
    assertEquals(7, lines.size());
  }

  @Test
  void theLastLineOfARequestThatIsGivenUpSaysSo() {
    FakeHttp wire = new FakeHttp(call -> FakeHttp.error(503, "Busy"));

    assertThrows(SpotifyException.class, () -> Clients.over(wire, time).tracks("anAlbum"));

    List<String> words = lines().stream().map(line -> line.split(" ", 2)[0]).toList();
    assertEquals(List.of("SUCCESS", "ERROR", "ERROR", "ERROR", "ERROR", "FAILED"), words);
  }

  @Test
  void aWaitBeyondPatienceIsGivenUpAtOnceOrWhenTheWaitsAddUp() {
    FakeHttp day = new FakeHttp(call -> FakeHttp.throttled("86400"));
    FakeHttp minutes = new FakeHttp(call -> FakeHttp.throttled("50"));

    assertThrows(SpotifyException.class, () -> Clients.over(day, time).tracks("anAlbum"));
    assertThrows(SpotifyException.class, () -> Clients.over(minutes, time).tracks("anAlbum"));

    List<String> words = lines().stream().map(line -> line.split(" ", 3)[0]).toList();
    assertEquals(List.of("SUCCESS", "FAILED", "SUCCESS", "ERROR", "ERROR", "FAILED"), words);
  }

  @Test
  void noLineHoldsASecret() {
    FakeHttp wire =
        new FakeHttp(call -> FakeHttp.error(400, "no"))
            .withTokens(call -> FakeHttp.json(200, "{\"access_token\":\"the-token\"}"));

    assertThrows(SpotifyException.class, () -> Clients.over(wire, time).tracks("anAlbum"));

    String all = String.join("\n", lines());
    assertTrue(!all.contains("the-token") && !all.contains("the-secret"), all);
    assertTrue(!all.contains("dGhlLWlk") && !all.contains("Bearer"), all);
  }
}
