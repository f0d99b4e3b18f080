package pipeline.cli.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.spotify.api.SpotifyException;
import pipeline.spotify.api.SpotifyException.SpotifyErrorKind;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;

/** Checks the exit code for each failure of Spotify. */
class ExitCodeMapperTest {

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, 69",
    "INCOMPLETE, 69",
    "RATE_LIMITED, 75",
    "PROTOCOL, 76",
    "NOT_FOUND, 76",
    "NO_SERVICE, 76",
    "BAD_REQUEST, 76",
    "BAD_CREDENTIALS, 77",
    "FORBIDDEN, 77",
    "CLOSED, 77",
    "ACCOUNT, 77",
    "CONFIGURATION, 78",
  })
  void eachSpotifyErrorHasItsExitCode(SpotifyErrorKind kind, int code) {
    FailureInfo failure = ExitCodeMapper.toFailure(new SpotifyException(kind, "why"));
    assertEquals(code, failure.code().number());
    assertEquals("why", failure.message());
  }

  @Test
  void refusedMarketIsWrongUsage() {
    SpotifyException refusal =
        SpotifyException.saying(
            SpotifyErrorKind.BAD_REQUEST, "answer", "remedy", "Invalid market code");
    assertEquals(64, ExitCodeMapper.toFailure(refusal).code().number());
  }

  @ParameterizedTest
  @CsvSource({
    "INCOMPLETE, 69",
    "EMPTY_LISTING, 69",
    "HISTORY_UNAVAILABLE, 66",
    "INPUT_MISSING, 66"
  })
  void eachStageFailureHasItsExitCode(StageFailureReason reason, int code) {
    assertEquals(code, ExitCodeMapper.toFailure(new StageException(reason, "why")).code().number());
  }

  @Test
  void rateLimitBlockNamesItsEnd() {
    Instant until = Instant.parse("2026-11-22T00:00:00Z");
    FailureInfo failure = ExitCodeMapper.toFailure(SpotifyException.rateLimited("wait", until));
    assertEquals(75, failure.code().number());
    assertEquals(until, failure.retryAt());
  }
}
