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

/** Logs each attempt of a request in one line, with its result and whether it is retried. */
public final class LoggingTransport implements HttpTransport {
  private static final Logger LOG = LoggerFactory.getLogger("spotify.api");

  private final HttpTransport inner;
  private final RetryClassifier.WaitPolicy waitPolicy;
  private final Clock clock;

  public LoggingTransport(HttpTransport inner, RetryClassifier.WaitPolicy waitPolicy, Clock clock) {
    this.inner = inner;
    this.waitPolicy = waitPolicy;
    this.clock = clock;
  }

  @Override
  public ApiResponse send(ApiRequest call) throws IOException {
    long start = clock.millis();
    AttemptResult outcome = AttemptResult.execute(inner, call);
    log(call, outcome, clock.millis() - start);
    return outcome.replyOrThrow();
  }

  private void log(ApiRequest call, AttemptResult outcome, long millis) {
    switch (RetryClassifier.classify(outcome, call, waitPolicy)) {
      case DONE -> log(Level.INFO, "SUCCESS", call, outcome, millis);
      case RETRY -> log(Level.WARN, "ERROR", call, outcome, millis);
      case GIVE_UP -> log(Level.ERROR, "FAILED", call, outcome, millis);
    }
  }

  private static void log(
      Level level, String label, ApiRequest call, AttemptResult outcome, long millis) {
    ApiResponse reply = outcome.reply();
    IOException failure = outcome.failure();
    LOG.atLevel(level)
        .log(
            "{} {} {} {} ms, attempt {}{}",
            label,
            reply == null ? "-" : reply.status(),
            call,
            millis,
            call.attempt(),
            failure == null
                ? ""
                : ": " + SpotifyErrorBody.oneLine(SpotifyErrorTranslator.describe(failure)));
  }
}
