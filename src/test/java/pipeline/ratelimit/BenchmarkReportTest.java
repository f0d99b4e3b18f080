package pipeline.ratelimit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.spotify.api.LatencySample;
import pipeline.testing.golden.GoldenFile;

class BenchmarkReportTest {
  private static String drawn(List<LatencySample> samples) {
    return new BenchmarkReport(new BenchmarkSummary(samples)).format("GET /v1/search?q=tag%3Anew");
  }

  @Test
  void runWithout429IsReported() throws IOException {
    GoldenFile.assertEqualsFile("ratelimit/steady.txt", drawn(ExampleSamples.steady(200)));
  }

  @Test
  void startOfTheThrottlingIsReported() throws IOException {
    List<LatencySample> samples = new ArrayList<>(ExampleSamples.steady(42));
    samples.set(7, ExampleSamples.failed(samples.get(7).sentAt(), 503));
    samples.set(8, ExampleSamples.failed(samples.get(8).sentAt(), 0));
    samples.add(
        ExampleSamples.throttled(ExampleSamples.NOON.plusMillis(4200), Duration.ofSeconds(30)));
    GoldenFile.assertEqualsFile("ratelimit/throttled.txt", drawn(samples));
  }

  @Test
  void longRunFitsOneScreen() throws IOException {
    List<LatencySample> samples = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      samples.add(ExampleSamples.ok(ExampleSamples.NOON.plusSeconds(i), 1L << (i % 12)));
    }
    GoldenFile.assertEqualsFile("ratelimit/long.txt", drawn(samples));
  }

  @Test
  void runWithoutSuccessIsReported() throws IOException {
    GoldenFile.assertEqualsFile(
        "ratelimit/nothing.txt", drawn(List.of(ExampleSamples.failed(ExampleSamples.NOON, 503))));
  }

  @Test
  void missingRetryAfterIsReported() {
    String text = drawn(List.of(ExampleSamples.throttled(ExampleSamples.NOON, null)));
    assertTrue(text.contains("no Retry-After; send no request before"), text);
  }

  @ParameterizedTest
  @CsvSource({"1, 1st", "2, 2nd", "3, 3rd", "4, 4th", "11, 11th", "21, 21st", "112, 112th"})
  void ordinalsAreCountedFromOne(int requests, String ordinal) {
    List<LatencySample> samples = new ArrayList<>(ExampleSamples.steady(requests - 1));
    samples.add(
        ExampleSamples.throttled(ExampleSamples.NOON.plusMillis(100L * (requests - 1)), null));
    assertTrue(drawn(samples).contains("the " + ordinal + " request within 30 s"), drawn(samples));
  }
}
