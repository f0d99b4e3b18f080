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

  private static CheckResult look(Duration server) {
    return new ClockCheck("S3", CLOCK, () -> Optional.of(NOW.plus(server))).check();
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
  void isJudgedByHowFarItIsOff(Duration server, CheckLevel level, String words) {
    CheckResult finding = look(server);

    assertEquals(level, finding.level(), finding.message());
    assertTrue(finding.message().contains(words), finding.message());
  }

  @Test
  void folderHasNoClock() {
    CheckResult finding = new ClockCheck("the lake", CLOCK, Optional::empty).check();

    assertEquals(CheckLevel.OK, finding.level());
    assertEquals("the lake tells no time", finding.message());
  }
}
