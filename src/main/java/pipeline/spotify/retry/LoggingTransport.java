package pipeline.spotify.retry;

import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import pipeline.spotify.http.ApiRequest;
import pipeline.spotify.http.ApiResponse;
import pipeline.spotify.http.AttemptResult;
import pipeline.spotify.http.HttpTransport;
import pipeline.spotify.http.SpotifyErrorBody;
import pipeline.spotify.http.SpotifyErrorTranslator;

/**
 * Logs one line per attempt of a request. The line has the result of the attempt. The level of the
 * line shows whether a retry follows.
 */
public record LoggingTransport(
    HttpTransport inner, RetryClassifier.WaitPolicy waitPolicy, Clock clock)
    implements HttpTransport {
  private static final Logger LOG = LoggerFactory.getLogger("spotify.api");

  @Override
  public ApiResponse send(ApiRequest request) throws IOException {
    long start = clock.millis();
    AttemptResult result = AttemptResult.execute(inner, request);
    log(request, result, clock.millis() - start);
    return result.responseOrThrow();
  }

  private void log(ApiRequest request, AttemptResult result, long millis) {
    switch (RetryClassifier.classify(result, request, waitPolicy)) {
      case DONE -> log(Level.INFO, "SUCCESS", request, result, millis);
      case RETRY -> log(Level.WARN, "ERROR", request, result, millis);
      case GIVE_UP -> log(Level.ERROR, "FAILED", request, result, millis);
    }
  }

  private static void log(
      Level level, String label, ApiRequest request, AttemptResult result, long millis) {
    ApiResponse response = result.response();
    IOException failure = result.failure();
    LOG.atLevel(level)
        .log(
            "{} {} {} {} ms, attempt {}{}",
            label,
            response == null ? "-" : response.status(),
            request,
            millis,
            request.attempt(),
            failure == null
                ? ""
                : ": " + SpotifyErrorBody.oneLine(SpotifyErrorTranslator.describe(failure)));
  }
}
