package pipeline.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.doctor.CheckResult.CheckLevel;

class ClockCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.700Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static CheckResult compare(Duration server) {
    return ClockCheck.compare("S3", CLOCK, Optional.of(NOW.plus(server)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,    OK,   agree",
    "-PT0.7S, OK,   agree",
    "PT60S,   OK,   agree",
    "-PT60S,  OK,   agree",
    "PT61S,   WARN, 61 s behind that of S3",
    "-PT90S,  WARN, 90 s ahead of that of S3",
    "PT300S,  WARN, 5 min behind",
    "PT301S,  FAIL, 5 min behind",
    "-PT1H,   FAIL, 60 min ahead of"
  })
  void offsetDeterminesTheLevel(Duration server, CheckLevel level, String words) {
    CheckResult result = compare(server);

    assertEquals(level, result.level(), result.message());
    assertTrue(result.message().contains(words), result.message());
  }

  @Test
  void serverWithoutTimeIsOk() {
    CheckResult result = ClockCheck.compare("the lake", CLOCK, Optional.empty());

    assertEquals(CheckLevel.OK, result.level());
    assertEquals("the lake reports no time, so the clocks were not compared", result.message());
  }
}
