package pipeline.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pipeline.spotify.api.LatencySample;

/** Samples for tests. */
final class ExampleSamples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private ExampleSamples() {}

  static LatencySample ok(Instant at, long millis) {
    return new LatencySample(at, Duration.ofMillis(millis), 200, null, null, null);
  }

  static LatencySample failed(Instant at, int status) {
    return new LatencySample(at, Duration.ofMillis(9), status, "saying \"no\"", null, null);
  }

  static LatencySample throttled(Instant at, Duration retryAfter) {
    return new LatencySample(
        at, Duration.ofMillis(2), 429, "saying \"slow down\"", retryAfter, at.plusSeconds(31));
  }

  /** Returns a sample every 100 ms, with latencies of 5 to 14 ms in turn. */
  static List<LatencySample> steady(int count) {
    List<LatencySample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(ok(NOON.plusMillis(100L * i), 5 + i % 10));
    }
    return samples;
  }
}
