package pipeline.spotify.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshTokenTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String END = "2026-06-30T00:00:00Z";

  @ParameterizedTest
  @CsvSource({
    "166, ''",
    "167, the user's consent ends at @; run pipeline authorize before then",
    "180, the user's consent ended at @; run pipeline authorize again",
    "200, the user's consent ended at @; run pipeline authorize again",
  })
  void warningNamesTheEndOfTheConsent(int days, String warning) {
    assertEquals(
        warning.replace("@", END),
        new RefreshToken("secret", START).warning(START.plus(Duration.ofDays(days))).orElse(""));
  }
}
