package pipeline.ratelimit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.output.Golden;
import pipeline.spotify.LatencySample;

class DrawingTest {
  private static String drawn(List<LatencySample> samples) {
    return Drawing.of(new Summary(samples), "GET /v1/search?q=tag%3Anew");
  }

  @Test
  void showsARunWithoutAThrottle() throws IOException {
    Golden.same("ratelimit/steady.txt", drawn(Samples.steady(200)));
  }

  @Test
  void showsWhereTheThrottleBegan() throws IOException {
    List<LatencySample> samples = new ArrayList<>(Samples.steady(42));
    samples.set(7, Samples.failed(samples.get(7).at(), 503));
    samples.set(8, Samples.failed(samples.get(8).at(), 0));
    samples.add(Samples.throttled(Samples.NOON.plusMillis(4200), Duration.ofSeconds(30)));
    Golden.same("ratelimit/throttled.txt", drawn(samples));
  }

  @Test
  void showsALongRunOnOneScreen() throws IOException {
    List<LatencySample> samples = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      samples.add(Samples.ok(Samples.NOON.plusSeconds(i), 1L << (i % 12)));
    }
    Golden.same("ratelimit/long.txt", drawn(samples));
  }

  @Test
  void showsThatNothingSucceeded() throws IOException {
    Golden.same("ratelimit/nothing.txt", drawn(List.of(Samples.failed(Samples.NOON, 503))));
  }

  @Test
  void saysThatNoTimeWasNamed() {
    String text = drawn(List.of(Samples.throttled(Samples.NOON, null)));
    assertTrue(text.contains("it named no Retry-After, so nothing should be called before"), text);
  }

  @ParameterizedTest
  @CsvSource({"1, 1st", "2, 2nd", "3, 3rd", "4, 4th", "11, 11th", "21, 21st", "112, 112th"})
  void countsAsPeopleDo(int requests, String ordinal) {
    List<LatencySample> samples = new ArrayList<>(Samples.steady(requests - 1));
    samples.add(Samples.throttled(Samples.NOON.plusMillis(100L * (requests - 1)), null));
    assertTrue(drawn(samples).contains("the " + ordinal + " in the rolling 30 s"), drawn(samples));
  }
}
