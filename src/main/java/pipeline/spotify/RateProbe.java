package pipeline.spotify;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Asks Spotify for the same small thing, as often as it is told to: nothing is tried again, nothing
 * held back. For measuring, not for work. A block that was noted before is respected, and one that
 * a 429 brings is noted.
 */
public final class RateProbe implements AutoCloseable {
  private final ApacheHttp wire;
  private final Clock clock;
  private final Block block;
  private final CountedHttp http;
  private final Tokens tokens;
  private final URI asked;

  public static RateProbe open(
      SpotifySettings settings, Facts facts, Clock clock, RandomGenerator random) {
    return new RateProbe(settings, facts, clock, random);
  }

  private RateProbe(SpotifySettings settings, Facts facts, Clock clock, RandomGenerator random) {
    Origin unused = Chain.checked(settings);
    SpotifyClient.requireSecret(settings);
    Jitter jitter = new Jitter(random);
    this.clock = clock;
    this.block = new Block(facts, clock, settings.ignoreBlock());
    this.wire = new ApacheHttp(settings, clock);
    this.http = new CountedHttp(new LoggedHttp(new WholeHttp(wire), (call, reply) -> false, clock));
    // The token is no part of what is measured: it comes as for everyone else.
    Gate gate = new Gate(settings, block, clock, jitter, Sleeper.real(clock));
    this.tokens =
        new Tokens(
            new RetryingHttp(new BudgetedHttp(http, gate), gate, jitter),
            new AppGrant(new TokenEndpoint(settings)),
            clock);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", "tag:new");
    parameters.put("type", "album");
    parameters.put("limit", "1");
    this.asked = Urls.with(Urls.below(settings.apiUrl(), "/search"), parameters);
  }

  /** What every sample asks for, as in {@code GET /v1/search?q=…}. */
  public String asks() {
    return call().toString();
  }

  /**
   * Gets ready: what follows is measured alone.
   *
   * @throws SpotifyException RATE_LIMITED while a block that was noted before lasts
   */
  public void prepare() {
    block
        .lasting()
        .ifPresent(
            end -> {
              throw SpotifyException.rateLimited(
                  "Spotify asked this app to pause until %s, and calling on would prolong that: measure after it."
                      .formatted(end),
                  end);
            });
    Token unused = tokens.current();
  }

  /**
   * One request, once.
   *
   * @throws SpotifyException where Spotify refuses for another reason than too many requests: more
   *     of them would teach nothing
   */
  public Sample ask() {
    HttpCall call = call().authorized(tokens.current().authorization());
    Instant at = clock.instant();
    Outcome outcome = Outcome.of(http, call);
    Duration took = Duration.between(at, clock.instant());
    HttpReply reply = outcome.reply();
    IOException failure = outcome.failure();
    if (reply == null) {
      return new Sample(
          at, took, 0, failure == null ? "no answer" : Failures.words(failure), null, null);
    }
    if (reply.ok()) {
      return new Sample(at, took, reply.status(), null, null, null);
    }
    if (outcome.throttled()) {
      return throttled(reply, at, took);
    }
    if (reply.status() >= 500 || reply.status() == 408) {
      return new Sample(at, took, reply.status(), Words.of(reply).quoted(), null, null);
    }
    throw Failures.of(call, reply);
  }

  private Sample throttled(HttpReply reply, Instant at, Duration took) {
    Throttle throttle = new Throttle.Reader(clock).read(reply);
    Instant end = throttle.endsAfter(clock.instant());
    block.remember(end);
    return new Sample(at, took, 429, Words.of(reply).quoted(), throttle.asked(), end);
  }

  /** The only attempt. */
  private HttpCall call() {
    return new HttpCall(
        "GET",
        asked,
        Map.of("Accept", "application/json"),
        null,
        PageSizes.SEARCH,
        1,
        RetryRules.ATTEMPTS - 1,
        0,
        false,
        false);
  }

  /** What has been called until now. */
  public Calls calls() {
    return http.calls();
  }

  @Override
  public void close() {
    wire.close();
  }
}
