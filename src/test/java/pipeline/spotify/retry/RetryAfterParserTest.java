package pipeline.spotify.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.spotify.client.FakeTransport;

class RetryAfterParserTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1                             | PT1S
          30                            | PT30S
          ' 30 '                        | PT30S
          +30                           | PT30S
          0030                          | PT30S
          1.5                           | PT2S
          30.                           | PT30S
          86400                         | PT24H
          0                             | PT1S
          -5                            | PT1S
          -99999999999999999999         | PT1S
          604801                        | PT168H
          99999999999999999999999999    | PT168H
          Sat, 21 Nov 2026 00:01:30 GMT | PT1M30S
          Fri, 20 Nov 2026 23:59:00 GMT | PT1S
          Sat, 21 Nov 2099 00:00:00 GMT | PT168H
          """)
  void secondsAndDatesAreParsed(String header, Duration wait) {
    assertEquals(Optional.of(wait), of(Map.of("Retry-After", header)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "NaN", "1e3", "30s", "٣٠", "2026-11-21", "1,5", "0x10"})
  void invalidHeaderGivesNoWait(String header) {
    assertEquals(Optional.empty(), of(Map.of("Retry-After", header)));
  }

  @Test
  void absentHeaderGivesNoWait() {
    assertEquals(Optional.empty(), of(Map.of()));
  }

  @Test
  void dateIsMeasuredOnTheServersClock() {
    Map<String, String> anHourAhead =
        Map.of(
            "Date", "Sat, 21 Nov 2026 01:00:00 GMT",
            "retry-after", "Sat, 21 Nov 2026 01:00:20 GMT");

    assertEquals(Optional.of(Duration.ofSeconds(20)), of(anHourAhead));
  }

  private static Optional<Duration> of(Map<String, String> headers) {
    return RetryAfterParser.from(FakeTransport.reply(429, "", headers), NOW);
  }
}
